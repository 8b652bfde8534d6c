// A state is shown as a word with a sign; the colour only repeats it.

export type Tone = 'done' | 'waits' | 'wrong' | 'plain'

interface Chip {
  tone: Tone
  sign: string
}

const DONE: Chip = { tone: 'done', sign: '✓' }
const PART: Chip = { tone: 'done', sign: '◐' }
const WAITS: Chip = { tone: 'waits', sign: '◷' }
const ASKS: Chip = { tone: 'waits', sign: '?' }
const WRONG: Chip = { tone: 'wrong', sign: '✕' }
const PLAIN: Chip = { tone: 'plain', sign: '○' }
const GONE: Chip = { tone: 'plain', sign: '–' }

const CHIPS: Record<string, Chip> = {
  OPEN: WAITS,
  BUNDLED: DONE,
  CANCELLED: GONE,
  DRAFT: PLAIN,
  CLOSED: DONE,
  SETTLED: DONE,
  DISSOLVED: GONE,
  SENT: WAITS,
  SIGNED: DONE,
  IN_WORK: { tone: 'plain', sign: '▶' },
  FULFILLED: DONE,
  TERMINATED: WRONG,
  ISSUED: WAITS,
  PLANNED: PLAIN,
  REFUSED_BY_PROVIDER: ASKS,
  MEASURED: PLAIN,
  ACCEPTED: DONE,
  ACCEPTED_IN_PART: PART,
  IN_REVIEW: ASKS,
  TO_REVIEW: ASKS,
  REFUSED: WRONG,
  DRY_RUN: PLAIN,
  DONE: DONE,
  PASSED: DONE,
  NO_QUORUM: ASKS,
  REJECTED: WRONG,
  UNDONE: GONE,
  PUBLISHED: WAITS,
  ANSWERED: DONE,
  UPHELD: DONE,
  CHANGED: DONE,
  UNCHANGED: PLAIN,
  ERROR: WRONG,
  WARNING: ASKS,
  CAN: DONE,
  SHORT: ASKS,
  CANNOT: WRONG,
  RUNNING: WAITS,
  OPENED: ASKS,
  AWARDED: DONE,
  VOID: GONE,
  FOUND: WAITS,
  OFFERED: { tone: 'plain', sign: '▶' },
  PROMISED: ASKS,
  AGREED: DONE,
  NOT_IDLE: GONE,
  IN_USE: DONE,
  DECLINED: WRONG,
  KEPT: DONE,
  BROKEN: WRONG,
  ASKED: ASKS,
  WITHDRAWN: GONE,
  ASSIGNED: WAITS,
  DRAWN: DONE,
  DROPPED: GONE,
  DISPUTED: ASKS,
  TO_INSPECT: WAITS,
  VALID: DONE,
  ENDING: ASKS,
  ENDED: WRONG,
  REPLACED: GONE,
  WAITING: WAITS,
  FAILED: WRONG,
  DISCARDED: GONE,
  'dispatchStatus.PUBLISHED': DONE,
}

/** A word that waits in one group may be done in another: its own chip goes first. */
export function chipOf(status: string, group = ''): Chip {
  return CHIPS[`${group}.${status}`] ?? CHIPS[status] ?? PLAIN
}
