/**
 * Makes something of an object once, and keeps it for as long as the object is there. Only for what never changes, such as
 * a published version: an instance that holds one for some seconds does not read it anew for every request.
 */
export function onceFor<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const made = new WeakMap<Of, { readonly value: Made }>()
  return (of) => {
    const known = made.get(of) ?? { value: make(of) }
    made.set(of, known)
    return known.value
  }
}
