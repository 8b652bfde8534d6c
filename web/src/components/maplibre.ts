import { Map, setWorkerUrl, type MapOptions, type StyleSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { get } from '../api/client'
import type { Settings } from '../api/types'

setWorkerUrl(workerUrl)

let settings: Promise<Settings> | undefined

/** The installation's own background tiles; without the setting the ground is plain. */
async function backgroundOf(): Promise<Settings> {
  settings ??= get<Settings>('/settings').catch(() => ({}))
  return settings
}

/** A plain ground, with the installation's raster tiles on it when there are any. No letters: those would need a glyph server. */
async function groundStyle(): Promise<StyleSpecification> {
  const { rasterTilesUrl, rasterAttribution } = await backgroundOf()
  const style: StyleSpecification = {
    version: 8,
    sources: {},
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f4f3ee' } }],
  }
  if (rasterTilesUrl) {
    style.sources.raster = { type: 'raster', tiles: [rasterTilesUrl], tileSize: 256, attribution: rasterAttribution ?? '' }
    style.layers.push({ id: 'raster', type: 'raster', source: 'raster' })
  }
  return style
}

export async function makeMap(container: HTMLElement, options: Partial<MapOptions> = {}): Promise<Map> {
  const map = new Map({
    container,
    style: await groundStyle(),
    attributionControl: { compact: true },
    maxZoom: 21,
    fadeDuration: 0,
    ...options,
  })
  map.touchZoomRotate.disableRotation()
  map.dragRotate.disable()
  return map
}
