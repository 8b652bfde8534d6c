import assert from 'node:assert/strict'
import { test } from 'node:test'
import { absorb, countToDecide, countWaiting, finishedLongAgo, inOrderOfWork, nextBatch, overlay, secondsToWait, settledElsewhere, wire, type Answer, type PhoneData, type QueuedEntry } from '../src/offline/queue.js'

const entry = (seq: number, more: Partial<QueuedEntry> = {}): QueuedEntry => ({ seq, id: `e${seq}`, kind: 'MARK', baseVersion: 0, madeAt: '2099-01-01T00:00:00Z', householdId: 'h1', body: { householdId: 'h1', state: 'VISITED' }, state: 'WAITING', answer: null, ...more })
const answer = (id: string, more: Partial<Answer> = {}): Answer => ({ id, answer: 'DONE', problems: [], theirs: { needs: [], marks: [] }, receivedAt: '2026-07-02T00:00:00Z', settlement: null, ...more })
const phone = (more: Partial<PhoneData> = {}): PhoneData => ({
  asOf: '2026-07-01T00:00:00Z',
  season: 2026,
  operations: ['HARVEST'],
  households: ['h1', 'h2'].map((id) => ({ id, code: id, headName: 'W**', areaName: 'a', cultivatorId: `c-${id}`, version: 0, fields: [{ id: `f-${id}`, name: 'field', areaSquareMeters: 1 }], marks: [], needs: [] })),
  openEntries: [],
  ...more,
})

test('entries are sent in the order in which they were written, whatever the clock said', () => {
  const queue = [entry(3, { madeAt: '1970-01-01T00:00:00Z' }), entry(1), entry(2, { state: 'DONE' })]
  assert.deepEqual(nextBatch(queue).map((e) => e.seq), [1, 3])
})

test('a batch is as large as a poor signal carries, and never empty while something waits', () => {
  const large = entry(1, { body: { content: 'x'.repeat(500) } })
  assert.deepEqual(nextBatch([large, entry(2)], 20, 100).map((e) => e.seq), [1])
  assert.deepEqual(nextBatch([entry(1), entry(2), entry(3)], 2).map((e) => e.seq), [1, 2])
  assert.deepEqual(nextBatch([entry(1, { state: 'CONFLICT' })]), [])
})

test('an entry is the same each time it is sent', () => {
  const one = entry(1)
  assert.deepEqual(wire(one), wire(absorb([one], [answer('e1')])[0] as QueuedEntry))
  assert.ok(!('baseVersion' in wire(entry(2, { baseVersion: null }))))
})

test('an answer changes its entry only; what was not answered goes on waiting', () => {
  const after = absorb([entry(1), entry(2), entry(3)], [answer('e1'), answer('e3', { answer: 'CONFLICT' })])
  assert.deepEqual(after.map((e) => e.state), ['DONE', 'WAITING', 'CONFLICT'])
  assert.equal(countWaiting(after), 1)
  assert.equal(countToDecide(after), 1)
  assert.equal(absorb([entry(1)], [answer('e1', { answer: 'CONFLICT', settlement: { keep: 'MINE', by: 'a', at: '' } })])[0]?.state, 'SETTLED')
})

test('a picture leaves the phone only when it has arrived', () => {
  const picture = entry(1, { kind: 'EVIDENCE', body: { needId: 'n', content: 'abc' } })
  assert.equal(absorb([picture], [answer('e1')])[0]?.body.content, '')
  assert.equal(absorb([picture], [answer('e1', { answer: 'REFUSED' })])[0]?.body.content, 'abc')
})

test('what was decided elsewhere is no longer asked; what the server has not seen stays', () => {
  const conflict = entry(1, { state: 'CONFLICT', answer: answer('e1', { receivedAt: '2026-06-30T00:00:00Z' }) })
  const unseen = entry(2, { state: 'REFUSED', answer: answer('e2', { receivedAt: null }) })
  assert.deepEqual(settledElsewhere([conflict, unseen], phone()).map((e) => e.state), ['SETTLED', 'REFUSED'])
  const open = { ...answer('e1'), kind: 'MARK' as const, body: {}, writtenBy: 'a' }
  assert.equal(settledElsewhere([conflict], phone({ openEntries: [open] }))[0]?.state, 'CONFLICT')
})

test('only finished entries are cleared away, the newest of them last', () => {
  const queue = [entry(1, { state: 'SETTLED' }), entry(2), entry(3, { state: 'DONE', answer: answer('e3', { receivedAt: '2026-06-01T00:00:00Z' }) }), entry(4, { state: 'REFUSED' })]
  assert.deepEqual(finishedLongAgo(queue, '2026-07-01T00:00:00Z', 1).map((e) => e.seq), [1])
  assert.deepEqual(finishedLongAgo(queue, '2026-07-01T00:00:00Z', 0).map((e) => e.seq), [1, 3])
})

test('waiting grows after each failure, up to five minutes, and differs between phones', () => {
  assert.ok(secondsToWait(1, 0) < secondsToWait(3, 0))
  assert.equal(secondsToWait(50, 0.5), 300)
  assert.notEqual(secondsToWait(3, 0), secondsToWait(3, 1))
})

test('the list shows what was written since, and who is not met comes first', () => {
  const need = entry(1, { id: 'n1', kind: 'NEED', body: { fieldId: 'f-h1', operation: 'HARVEST', windowFrom: '2026-07-10', windowTo: '2026-07-20', confirmation: 'WITNESS' } })
  const shown = overlay(phone(), [need])
  assert.equal(shown[0]?.needs[0]?.pending, true)
  assert.equal(shown[0]?.needs[0]?.fieldName, 'field')
  assert.equal(shown[0]?.marks[0]?.state, 'NEED_ENTERED')
  assert.deepEqual(inOrderOfWork(shown).map((h) => h.id), ['h2', 'h1'])
  assert.equal(overlay(phone(), [need, entry(2, { kind: 'NEED_CANCEL', body: { needId: 'n1' } })])[0]?.needs.length, 0)
  const old = entry(3, { state: 'DONE', answer: answer('e3', { receivedAt: '2026-06-01T00:00:00Z' }) })
  assert.equal(overlay(phone(), [old])[0]?.marks.length, 0)
})
