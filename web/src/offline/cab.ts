// An operator's phone in the cab: his day, and what he taps.
import { computed } from 'vue'
import { newKey, post } from '../api/client'
import { withSteps, wireStep, type CabData, type Place, type QueuedStep, type StepBody, type StepKind } from './day'
import { makeLine } from './line'
import { HOLD_MILLIS, type Answer } from './queue'

/** Looks at another day than today's where the address asks for one. */
const day = () => new URLSearchParams(location.search).get('day')

export const cabLine = makeLine<CabData, QueuedStep>({
  readFrom: () => (day() ? `/cab?day=${encodeURIComponent(day() ?? '')}` : '/cab'),
  // What the clock says now tells the server by how much the other times are wrong.
  sendTo: async (batch) => (await post<{ steps: Answer[] }>('/cab/steps', { sentAt: new Date().toISOString(), steps: batch.map(wireStep) })).steps,
})
export const stops = computed(() => (cabLine.data.value ? withSteps(cabLine.data.value, cabLine.entries.value) : []))

/** Keeps the step on the phone; for ten seconds it can be taken back, then it is sent. */
export function tap(kind: StepKind, orderId: string, place: Place | null, more: Partial<StepBody> = {}): Promise<void> {
  const now = new Date()
  return cabLine.write([{ id: newKey(), kind, madeAt: now.toISOString(), body: { orderId, ...place, ...more }, heldUntil: now.getTime() + HOLD_MILLIS }])
}

/** He has read why it does not count. */
export const putAside = (step: QueuedStep) => cabLine.take([{ ...step, state: 'SETTLED' }])
