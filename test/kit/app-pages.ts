interface AppConfig {
  readonly pages: readonly string[]
  readonly subPackages: readonly { readonly root: string; readonly pages: readonly string[] }[]
}

/** The routes of every page in `src/app.config.ts`, which is where a page must stand to exist. */
export function appPages(): string[] {
  // What Taro's builder provides for the file.
  Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config })
  const { default: app } = require('../../src/app.config') as { default: AppConfig }
  return [...app.pages, ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]
}
