// The drawing of a sample, done again by whoever looks at it: docs/decisions/007-inspection-samples.md. SHA-256 is computed here
// (FIPS 180-4) because browsers offer theirs only over https, and a county's first installation is often plain http.

const K = new Uint32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
])
const BLOCK = 64
const RANGE = 2 ** 48

export function sha256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x20000000))
  view.setUint32(padded.length - 4, (message.length << 3) >>> 0)
  const h = new Uint32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19])
  const w = new Uint32Array(64)
  const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n))
  for (let at = 0; at < padded.length; at += BLOCK) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4)
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!
      const y = w[i - 2]!
      w[i] = w[i - 16]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7]! + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))
    }
    let [a, b, c, d, e, f, g, z] = h as unknown as [number, number, number, number, number, number, number, number]
    for (let i = 0; i < 64; i++) {
      const t1 = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      z = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    ;[a, b, c, d, e, f, g, z].forEach((value, i) => (h[i] = h[i]! + value))
  }
  const out = new Uint8Array(32)
  const result = new DataView(out.buffer)
  h.forEach((value, i) => result.setUint32(i * 4, value))
  return out
}

/** RFC 2104, for keys of at most one block. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const pad = (byte: number) => {
    const block = new Uint8Array(BLOCK).fill(byte)
    key.forEach((value, i) => (block[i] = value ^ byte))
    return block
  }
  return sha256(joined(pad(0x5c), sha256(joined(pad(0x36), message))))
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function bytesOf(hex: string): Uint8Array {
  return new Uint8Array((hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16)))
}

const utf8 = (text: string) => new TextEncoder().encode(text)

export function listSha256(numbers: readonly string[]): string {
  return hexOf(sha256(utf8(numbers.map((number) => `${number}\n`).join(''))))
}

export function commitmentTo(secretHex: string): string {
  return hexOf(sha256(bytesOf(secretHex)))
}

export function seedOf(list: string, secretHex: string, publicValue: string): Uint8Array {
  return sha256(utf8(`siji-draw-1\n${list}\n${secretHex}\n${publicValue}\n`))
}

export function draw(numbers: readonly string[], size: number, seed: Uint8Array): string[] {
  const shuffled = [...numbers]
  let counter = 0
  for (let i = 0; i < size; i++) {
    const left = shuffled.length - i
    const fair = Math.floor(RANGE / left) * left
    let random = randomOf(seed, counter++)
    while (random >= fair) random = randomOf(seed, counter++)
    const j = i + (random % left)
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
  }
  return shuffled.slice(0, size)
}

function randomOf(seed: Uint8Array, counter: number): number {
  const message = new Uint8Array(8)
  new DataView(message.buffer).setUint32(4, counter)
  return hmacSha256(seed, message).slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
}
