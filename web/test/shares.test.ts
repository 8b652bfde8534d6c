import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharesOf } from '../src/format/shares.js'

test('a number of shares is read as people write it', () => {
  assert.equal(sharesOf({ numerator: 12, denominator: 1 }), '12')
  assert.equal(sharesOf({ numerator: 10, denominator: 3 }), '3 1/3')
  assert.equal(sharesOf({ numerator: 2, denominator: 3 }), '2/3')
})
