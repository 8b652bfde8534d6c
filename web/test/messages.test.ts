import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

type Tree = { [key: string]: string | Tree }

function read(language: string): Map<string, string> {
  const flat = new Map<string, string>()
  for (const file of readdirSync(`src/messages/${language}`)) {
    const before = new Set(flat.keys())
    const own = new Map<string, string>()
    const walk = (tree: Tree, prefix: string) => {
      for (const [key, value] of Object.entries(tree)) {
        if (typeof value === 'string') own.set(prefix + key, value)
        else walk(value, `${prefix}${key}.`)
      }
    }
    walk(JSON.parse(readFileSync(`src/messages/${language}/${file}`, 'utf8')) as Tree, '')
    for (const [key, value] of own) {
      assert.ok(!before.has(key), `${language}/${file} says ${key} again`)
      flat.set(key, value)
    }
  }
  return flat
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(vue|ts)$/.test(entry.name) ? [path] : []
  })
}

const chinese = read('zh-CN')
const english = read('en')
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

test('both languages say the same things', () => {
  assert.deepEqual([...english.keys()].sort(), [...chinese.keys()].sort())
  for (const [key, text] of chinese) assert.deepEqual(placeholders(english.get(key) ?? ''), placeholders(text), key)
})

test('every sentence that a page asks for exists', () => {
  const missing: string[] = []
  for (const file of sources('src')) {
    const text = readFileSync(file, 'utf8')
    for (const [, key] of text.matchAll(/(?<![\w.])\$?t\('([\w.-]+)'/g)) {
      if (key !== undefined && !chinese.has(key)) missing.push(`${file}: ${key}`)
    }
  }
  assert.deepEqual(missing, [])
})

test('no sentence for people stands in the code', () => {
  const found = sources('src').filter((file) => {
    const text = readFileSync(file, 'utf8').replace(/\/\/.*$/gm, '').replace(/<!--[\s\S]*?-->/g, '').replace(/\/\*[\s\S]*?\*\//g, '')
    return /[\u4e00-\u9fff]/.test(text) && !/format.numbers\.ts$/.test(file)
  })
  assert.deepEqual(found, [])
})
