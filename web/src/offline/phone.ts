// A group leader's phone: his households, and what he writes of them.
import { computed } from 'vue'
import { newKey, post } from '../api/client'
import { makeLine } from './line'
import { inOrderOfWork, overlay, settledElsewhere, wire, type Answer, type Keep, type Kind, type PhoneData, type QueuedEntry } from './queue'

export const leaderLine = makeLine<PhoneData, QueuedEntry>({
  readFrom: () => '/phone',
  sendTo: async (batch) => (await post<{ entries: Answer[] }>('/entries', { entries: batch.map(wire) })).entries,
  follow: settledElsewhere,
})
export const { data, entries, sending, waiting, send } = leaderLine
export const openPhone = leaderLine.open
export const households = computed(() => (data.value ? inOrderOfWork(overlay(data.value, entries.value)) : []))

export interface Draft { kind: Kind; householdId: string; baseVersion?: number; body: Record<string, unknown>; id?: string }

/** Keeps them on the phone; they are sent at once if there is a network. */
export function write(drafts: Draft[]): Promise<void> {
  const madeAt = new Date().toISOString()
  return leaderLine.write(drafts.map((draft) => ({ id: draft.id ?? newKey(), kind: draft.kind, baseVersion: draft.baseVersion ?? null, madeAt, householdId: draft.householdId, body: draft.body })))
}

/** Decides between both versions. What the server never kept is only put aside here. */
export async function settle(entry: QueuedEntry, keep: Keep, key: string): Promise<void> {
  if (entry.answer?.receivedAt) await post(`/entries/${entry.id}/settle`, { keep }, { key })
  await leaderLine.take([{ ...entry, state: 'SETTLED' }])
  await send()
}

/** The same for an entry that was written on another phone. */
export async function settleElsewhere(id: string, keep: Keep, key: string): Promise<void> {
  await post(`/entries/${id}/settle`, { keep }, { key })
  await send()
}
