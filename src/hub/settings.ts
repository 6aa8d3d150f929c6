import type { Cursor } from './cursor.ts'
import type { Written, WrittenObject } from './leaf.ts'
import type { SettingName, Settings } from './request.ts'

/** A dialect's options that are one value each: wire key → the hub's name. Read and written by the same table. */
export type SettingTable = Readonly<Record<string, SettingName>>

/** Takes all options of the table that are present and not null. */
export function readSettings(body: Cursor, table: SettingTable): Settings {
  const settings: Settings = {}
  for (const [key, name] of Object.entries(table)) {
    const leaf = name in settings ? undefined : body.json(key)
    if (leaf) Object.assign(settings, { [name]: leaf })
  }
  return settings
}

/** Where two keys of the table mean the same option, the first is written. */
export function writeSettings(settings: Settings, table: SettingTable): WrittenObject {
  const object: Record<string, Written> = {}
  const written = new Set<SettingName>()
  for (const [key, name] of Object.entries(table)) {
    if (settings[name] === undefined || written.has(name)) continue
    object[key] = settings[name]
    written.add(name)
  }
  return object
}
