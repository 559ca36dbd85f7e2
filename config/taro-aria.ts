/** What a screen reader needs on the compiled mini program. Taro's own templates drop every aria attribute. */
const LABELLED = { 'aria-role': "''", 'aria-label': "''" }

/** The same list builds the templates and is merged into the runtime: the two count attributes in one order. */
export const ARIA_ATTRIBUTES = {
  View: LABELLED,
  Text: LABELLED,
  Button: LABELLED,
  Image: LABELLED,
  Input: { 'aria-label': "''" },
}
