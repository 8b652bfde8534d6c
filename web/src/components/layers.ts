import type { Feature, Geometry } from 'geojson'

/** One meaning of colour on a map and in its legend; drawn in the order given. */
export interface Layer {
  kind: string
  label: string
  value?: string
  colour: string
  edge?: string
  opacity?: number
  width?: number
  line?: boolean
  dashed?: boolean
}

export function shape(kind: string, geometry: Geometry | null | undefined, properties: { id?: string; label?: string } = {}): Feature<Geometry | null> {
  return { type: 'Feature', geometry: geometry ?? null, properties: { kind, ...properties } }
}
