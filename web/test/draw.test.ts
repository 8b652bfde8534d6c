import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { commitmentTo, draw, hexOf, hmacSha256, listSha256, seedOf, sha256 } from '../src/format/draw.ts'

// The same vectors as platform's DrawTest and docs/decisions/007-inspection-samples.md.
const numbers = Array.from({ length: 20 }, (_, i) => `2026-101203-${String(i + 1).padStart(5, '0')}`)
const secret = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'

test('SHA-256 and HMAC agree with the system at every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const message = new Uint8Array(length).map((_, i) => (i * 31 + length) & 255)
    assert.equal(hexOf(sha256(message)), createHash('sha256').update(message).digest('hex'))
    const key = message.slice(0, 32)
    assert.equal(hexOf(hmacSha256(key, message)), createHmac('sha256', key).update(message).digest('hex'))
  }
})

test('the vectors of the decision', () => {
  const list = listSha256(numbers)
  assert.equal(list, '7a9ec54be32ba6e9d41356635eaa8ed81f97b24260c3dea1a15e0064b683343d')
  assert.equal(commitmentTo(secret), '630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd')
  const short = (drawn: string[]) => drawn.map((number) => Number(number.slice(-5)))
  assert.deepEqual(short(draw(numbers, 5, seedOf(list, secret, ''))), [16, 5, 19, 6, 3])
  assert.deepEqual(short(draw(numbers, 5, seedOf(list, secret, '2026-07-20 \u6392\u5217\u4e94 40817'))), [12, 6, 5, 1, 8])
})
