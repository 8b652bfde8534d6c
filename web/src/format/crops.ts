// A pasted list of parcels and crops: code and crop of each line, apart by a tab, comma or blank.

export interface CropLine {
  number: number
  code: string
  crop: string
}

export function cropLines(text: string): CropLine[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== '')
    .map(({ number, line }) => {
      const [code = '', ...rest] = line.split(/[\t,;\uff0c\uff1b ]+/)
      return { number, code, crop: rest.join(' ').trim() }
    })
}
