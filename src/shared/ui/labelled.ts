/** What a screen reader says: a mini program reads `aria-role`, a browser `role`. */
export function labelled(
  role: 'button' | 'img' | 'status' | 'progressbar' | 'dialog' | 'tab' | 'checkbox',
  label: string,
) {
  return { role, ariaRole: role, ariaLabel: label }
}
