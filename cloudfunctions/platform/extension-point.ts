/**
 * A place where an earlier module lets later ones take part without knowing them: the earlier one declares the
 * point, the later ones contribute to it in their `module.ts`, and `serve` hands the registry over.
 */
export class ExtensionPoint<T> {
  constructor(readonly name: string) {}

  with(...contributed: readonly T[]): Extension {
    return { point: this as ExtensionPoint<unknown>, contributed }
  }
}

export interface Extension {
  readonly point: ExtensionPoint<unknown>
  readonly contributed: readonly unknown[]
}

/** What all modules contributed, by point. */
export class Registry {
  private readonly contributions = new Map<ExtensionPoint<unknown>, unknown[]>()

  constructor(extensions: readonly Extension[]) {
    for (const { point, contributed } of extensions) {
      this.contributions.set(point, [...(this.contributions.get(point) ?? []), ...contributed])
    }
  }

  all<T>(point: ExtensionPoint<T>): readonly T[] {
    return (this.contributions.get(point as ExtensionPoint<unknown>) ?? []) as readonly T[]
  }
}
