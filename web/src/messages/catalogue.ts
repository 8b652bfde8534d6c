import core from './zh-CN/core.json'

/** The sentences of one language; every file holds one area of the platform, its top keys are that area's own. */
export type Catalogue = typeof core

type Tree = { [key: string]: string | Tree }

/** Files may share a group of words (`page`, `status`): groups are joined, single sentences never overwritten by design. */
function join(into: Tree, from: Tree): Tree {
  for (const [key, value] of Object.entries(from)) {
    const there = into[key]
    into[key] = typeof value === 'object' && typeof there === 'object' ? join(there, value) : typeof value === 'object' ? join({}, value) : value
  }
  return into
}

export function joined(files: Record<string, unknown>): Catalogue {
  return Object.values(files).reduce<Tree>((all, file) => join(all, file as Tree), {}) as unknown as Catalogue
}
