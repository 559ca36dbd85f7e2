export { CardButton } from './card-button'
