import type { RunningCloud } from './running-cloud'

/** A draft in the console, published as an operator does. */
export async function publish(
  cloud: RunningCloud,
  kind: string,
  draft: { readonly _id: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  await cloud.local('PUT', `collections/${kind}/${draft._id}`, draft)
  await cloud.ops()('ops.publish', { kind, id: draft._id, operator: '何掌柜' })
}
