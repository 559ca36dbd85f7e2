import { Aggregator } from 'mingo'
import { type Fields, isFields, type Value } from './ejson'
import { invalid } from './refusal'

/** The stages the SDK offers and that make sense without geography. None of them writes. */
const stages = new Set(
  '$addFields $bucket $bucketAuto $count $group $limit $lookup $match $project $replaceRoot $sample $skip $sort $sortByCount $unwind'.split(
    ' ',
  ),
)

/** The real service's own number of rows when the pipeline does not say how many. */
const defaultRows = 20
const mostRows = 10_000

export interface Stage {
  readonly key: string
  readonly value: Value
}

/** A leading `$match` may be answered from an index, so it is handed out apart. */
export interface Pipeline {
  readonly match: Fields
  readonly rest: Fields[]
}

export function parsePipeline(list: readonly Stage[]): Pipeline {
  for (const { key } of list) if (!stages.has(key)) throw invalid(`unknown aggregation stage ${key}`)
  const limit = [...list].reverse().find(({ key }) => key === '$limit')?.value ?? defaultRows
  const pipeline: Fields[] = list.map(({ key, value }) => ({ [key]: value }))
  pipeline.push({ $limit: Math.min(Number(limit) || defaultRows, mostRows) })
  const first = pipeline[0]?.$match
  return isFields(first) ? { match: first, rest: pipeline.slice(1) } : { match: {}, rest: pipeline }
}

export function runPipeline(
  source: Iterable<Fields>,
  pipeline: Fields[],
  read: (collection: string) => Fields[],
): Fields[] {
  const aggregator = new Aggregator(pipeline, { scriptEnabled: false, collectionResolver: read })
  return aggregator.run<Fields>(source)
}
