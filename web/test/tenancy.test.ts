import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cropLines } from '../src/format/crops.js'
import { rentToSend, rentTyped, wholeOf } from '../src/format/rent.js'

test('a rent that is typed goes out in whole fen or grams, and comes back as it was typed', () => {
  assert.equal(wholeOf('480.10', 100), 48010)
  assert.equal(wholeOf(' ', 100), undefined)
  assert.equal(wholeOf('viel', 100), undefined)
  const grain = { in: 'GRAIN', yuan: '', kg: '300.5', grain: ' rice ', month: 11, day: 15 }
  assert.deepEqual(rentToSend(grain), { fenPerMu: undefined, gramsPerMu: 300500, grain: 'rice', dueMonth: 11, dueDay: 15 })
  assert.deepEqual(rentTyped({ fenPerMu: null, gramsPerMu: 300500, grain: 'rice', dueMonth: 11, dueDay: 15 }), { ...grain, grain: 'rice' })
  assert.equal(rentTyped({ fenPerMu: 48010, gramsPerMu: null, grain: null, dueMonth: 1, dueDay: 1 }).yuan, '480.1')
})

test('a list of crops is read as it is pasted from a table', () => {
  const code = '4312991002000100047'
  assert.deepEqual(cropLines(`${code}\trice\r\n\r\n${code}, late rice\n${code}`), [
    { number: 1, code, crop: 'rice' },
    { number: 3, code, crop: 'late rice' },
    { number: 4, code, crop: '' },
  ])
})
