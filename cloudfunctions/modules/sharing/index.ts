/** What other modules may use of sharing. */
export { wordsNotAllowed } from './domain/title'
export { type ShareTargetKind, shareTargets } from './targets'
