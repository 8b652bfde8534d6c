// What is written on a phone waits here until the server has answered. Pure functions: nothing of the browser, nothing of the clock's order.

export type Kind = 'NEED' | 'NEED_CANCEL' | 'MARK' | 'EVIDENCE'
/** SETTLED: somebody has decided between both versions, or a refused entry was put aside. */
export type State = 'WAITING' | 'DONE' | 'CONFLICT' | 'REFUSED' | 'SETTLED'
export type Keep = 'MINE' | 'THEIRS'

export interface Mark { state: string; note: string; at: string; markedBy: string }
export interface Standing {
  id: string
  householdId: string | null
  fieldId: string
  fieldName: string
  operation: string
  windowFrom: string
  windowTo: string
  season: number
  status: string
  enteredBy: string
  confirmation: string
  note: string
  version: number
}
export interface Theirs { needs: Standing[]; marks: Mark[] }
export interface EntryProblem { code: string; path: string; message: string }

/** What the server said of one entry; receivedAt is null when it could not keep the entry under its id. */
export interface Answer {
  id: string | null
  answer: 'DONE' | 'CONFLICT' | 'REFUSED'
  problems: EntryProblem[]
  theirs: Theirs
  receivedAt: string | null
  /** By how much the server found the phone's clock ahead; null when it is right. */
  clockOffSeconds?: number | null
  settlement?: { keep: Keep; by: string; at: string } | null
}

/** seq is given by the phone's own count: what waits is sent in this order, whatever its clock says. */
export interface Queued {
  seq: number
  id: string
  kind: string
  madeAt: string
  body: Record<string, unknown>
  state: State
  answer: Answer | null
  /** Not sent before, so that it can be taken back; milliseconds of the phone's clock. */
  heldUntil?: number
}

/** Of a group leader. */
export interface QueuedEntry extends Queued {
  kind: Kind
  baseVersion: number | null
  householdId: string
}

export interface OwnField { id: string; name: string; areaSquareMeters: number }
export interface OwnHousehold {
  id: string
  code: string
  headName: string
  areaName: string
  cultivatorId: string
  version: number
  fields: OwnField[]
  marks: Mark[]
  needs: Standing[]
}
export interface KeptEntry extends Answer { kind: Kind; body: Record<string, unknown>; writtenBy: string }
export interface PhoneData { asOf: string; season: number; operations: string[]; households: OwnHousehold[]; openEntries: KeptEntry[] }

const MOST_ENTRIES = 20
const MOST_CHARACTERS = 1_500_000
const MOST_SECONDS = 300
const FINISHED_TO_SHOW = 50
export const HOLD_MILLIS = 10_000

export const bySeq = (a: Queued, b: Queued) => a.seq - b.seq

/** Milliseconds for which it can still be taken back; a clock that was set back meanwhile holds nothing for hours. */
export function heldFor(entry: Queued, now: number): number {
  const left = (entry.heldUntil ?? 0) - now
  return entry.state === 'WAITING' && left > 0 && left <= HOLD_MILLIS ? left : 0
}

/** The oldest waiting entries that are not held, as many as a poor signal carries in one go; at least one. */
export function nextBatch<E extends Queued>(entries: E[], most = MOST_ENTRIES, characters = MOST_CHARACTERS, now = 0): E[] {
  const batch: E[] = []
  let size = 0
  for (const entry of entries.filter((e) => e.state === 'WAITING' && heldFor(e, now) === 0).sort(bySeq)) {
    size += JSON.stringify(entry.body).length
    if (batch.length > 0 && (batch.length >= most || size > characters)) break
    batch.push(entry)
  }
  return batch
}

/** What of an entry goes to the server; the same every time it is sent. */
export function wire(entry: QueuedEntry): Record<string, unknown> {
  const { id, seq, kind, baseVersion, madeAt, body } = entry
  return { id, seq, kind, madeAt, body, ...(baseVersion === null ? {} : { baseVersion }) }
}

/** The entries with what the server said; one that it said nothing of goes on waiting. A picture that arrived needs no room here. */
export function absorb<E extends Queued>(entries: E[], answers: Answer[]): E[] {
  const said = new Map(answers.map((a) => [a.id, a]))
  return entries.map((entry) => {
    const answer = said.get(entry.id)
    if (!answer) return entry
    const state: State = answer.settlement ? 'SETTLED' : answer.answer
    const body = entry.kind === 'EVIDENCE' && state === 'DONE' ? { ...entry.body, content: '' } : entry.body
    return { ...entry, state, answer, body }
  })
}

/** What was decided elsewhere: an entry that the server kept and that no longer waits there for a decision. */
export function settledElsewhere(entries: QueuedEntry[], data: PhoneData): QueuedEntry[] {
  const open = new Set(data.openEntries.map((e) => e.id))
  return entries.map((entry) => {
    const received = entry.answer?.receivedAt
    const wasOpen = (entry.state === 'CONFLICT' || entry.state === 'REFUSED') && received && received <= data.asOf
    return wasOpen && !open.has(entry.id) ? { ...entry, state: 'SETTLED' as const } : entry
  })
}

/** Finished entries that are too old to be shown. */
export function finishedLongAgo<E extends Queued>(entries: E[], asOf: string, shown = FINISHED_TO_SHOW): E[] {
  return entries.filter((e) => e.state === 'SETTLED' || (e.state === 'DONE' && (e.answer?.receivedAt ?? '') <= asOf)).sort(bySeq).slice(0, -shown || undefined)
}

export const isOpen = (entry: Queued) => entry.state === 'WAITING' || entry.state === 'CONFLICT' || entry.state === 'REFUSED'
export const countWaiting = (entries: Queued[]) => entries.filter((e) => e.state === 'WAITING').length
export const countToDecide = (entries: Queued[]) => entries.filter((e) => e.state === 'CONFLICT' || e.state === 'REFUSED').length

/** Longer after each failure, and not for all phones at the same moment. */
export function secondsToWait(attempt: number, random: number): number {
  return Math.min(MOST_SECONDS, 2 ** attempt) * (0.75 + random / 2)
}

export interface ShownNeed extends Standing { pending: boolean }
export interface ShownHousehold extends Omit<OwnHousehold, 'needs'> { needs: ShownNeed[]; waiting: number }

/** What the server told, with what was written here since. */
export function overlay(data: PhoneData, entries: QueuedEntry[]): ShownHousehold[] {
  const fresh = entries.filter((e) => e.state === 'WAITING' || (e.state === 'DONE' && (e.answer?.receivedAt ?? '') > data.asOf)).sort(bySeq)
  return data.households.map((household) => {
    const own = fresh.filter((e) => e.householdId === household.id)
    const marks = [...household.marks]
    let needs: ShownNeed[] = household.needs.map((need) => ({ ...need, pending: false }))
    for (const entry of own) {
      const body = entry.body as Record<string, string>
      if (entry.kind === 'MARK') marks.push({ state: body.state ?? '', note: body.note ?? '', at: entry.answer?.receivedAt ?? '', markedBy: '' })
      if (entry.kind === 'NEED_CANCEL') needs = needs.filter((need) => need.id !== body.needId)
      if (entry.kind === 'NEED' && !needs.some((need) => need.id === entry.id)) {
        needs.push({ id: entry.id, householdId: household.id, fieldId: body.fieldId ?? '', fieldName: household.fields.find((f) => f.id === body.fieldId)?.name ?? '', operation: body.operation ?? '', windowFrom: body.windowFrom ?? '', windowTo: body.windowTo ?? '', season: data.season, status: 'OPEN', enteredBy: '', confirmation: body.confirmation ?? '', note: body.note ?? '', version: 1, pending: entry.state === 'WAITING' })
        marks.push({ state: 'NEED_ENTERED', note: '', at: entry.answer?.receivedAt ?? '', markedBy: '' })
      }
    }
    return { ...household, marks, needs, waiting: own.filter((e) => e.state === 'WAITING').length }
  })
}

/** Who has not been met yet comes first; otherwise as the village counts its households. */
export function inOrderOfWork(households: ShownHousehold[]): ShownHousehold[] {
  const rank = (h: ShownHousehold) => (h.marks.length === 0 ? 0 : h.marks[h.marks.length - 1]?.state === 'NOT_MET' ? 1 : 2)
  return [...households].sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1))
}
