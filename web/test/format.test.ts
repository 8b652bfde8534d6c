import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csv } from '../src/format/csv.ts'
import { clock, day, farmDay, grouped, moment, muOfCentimu, muOfSquareMeters, percent, yuanOfFen } from '../src/format/numbers.ts'

test('thousands are grouped and a negative number has a real minus sign', () => {
  assert.equal(grouped(1234567.891, 2), '1,234,567.89')
  assert.equal(grouped(-1234, 0), '\u22121,234')
  assert.equal(grouped(-0.001, 2), '0.00')
})

test('one mu is exactly 10000/15 square metres', () => {
  assert.equal(muOfSquareMeters(10000 / 15), '1.00')
  assert.equal(muOfSquareMeters(2000000), '3,000.00')
})

test('fen and centimu are shown exactly, against counting on fingers', () => {
  assert.equal(yuanOfFen(0), '0.00')
  assert.equal(yuanOfFen(5), '0.05')
  assert.equal(yuanOfFen(-123456789), '\u22121,234,567.89')
  assert.equal(muOfCentimu(66), '0.66')
  let seed = 20260720
  for (let i = 0; i < 2000; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    const fen = seed - 1073741824
    const digits = yuanOfFen(fen).replaceAll(',', '').replace('\u2212', '-').replace('.', '')
    assert.equal(Number(digits), fen, `seed 20260720, step ${i}`)
  }
})

test('a share just below a limit never reads as having reached it', () => {
  assert.equal(percent(0.94996), '94.99\u202f%')
  assert.equal(percent(0.95), '95.00\u202f%')
  assert.equal(percent(1), '100.00\u202f%')
})

test('days are read as people say them', () => {
  assert.equal(day('2026-07-20', 'zh-CN'), '7月20日')
  assert.equal(day('2025-07-20', 'zh-CN', 2026), '2025年7月20日')
  assert.equal(day('2026-07-20', 'en'), '20 Jul')
  assert.equal(day('2026-07-19T22:14:00Z', 'zh-CN'), '7月20日', 'an instant in the evening of Greenwich is the next morning on the farm')
  assert.equal(moment('2026-07-20T17:05:00Z', 'zh-CN'), '7月21日 01:05')
  assert.equal(farmDay(new Date('2026-07-20T17:05:00Z')), '2026-07-21')
  assert.equal(clock(7.5), '07:30')
})

test('a list opens in Excel with its codes whole and runs nothing', () => {
  assert.equal(csv(['a', 'b'], [['x,"y"', 1.5], ['=1+1', null]]), '\ufeffa,b\r\n"x,""y""",1.5\r\n\'=1+1,\r\n')
  assert.ok(csv(['c'], [['3604301012010100001']]).includes('"=""3604301012010100001"""'))
})
