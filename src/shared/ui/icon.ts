import './icon.css'

export type IconName =
  | 'in'
  | 'out'
  | 'gift'
  | 'clock'
  | 'hourglass'
  | 'check'
  | 'back'
  | 'pencil'
  | 'alert'
  | 'qr'
  | 'scan'

/** The classes of an empty view that becomes a line drawing in the colour of the text around it. */
export const iconClass = (name: IconName): string => `icon ${name}`
