export { EndingSoon, useEndingSoon } from './ending-soon'
