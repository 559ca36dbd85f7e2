import { createRoot } from 'react-dom/client'
import { Stage } from './stage'

const narrow = matchMedia('(max-width: 900px)')
const toTheApp = () => {
  if (narrow.matches) location.replace('/')
}

/** Two phones need room. Without it this is just the app. */
toTheApp()
narrow.addEventListener('change', toTheApp)

const root = document.getElementById('stage')
if (!root) throw new Error('the page has no place for the stage')
createRoot(root).render(<Stage />)
