/** The tools of `browser-floor.ts`, which bring no types for what it calls. */
declare module 'es-check' {
  export function runChecks(
    configs: readonly Record<string, unknown>[],
    options: Record<string, unknown>,
  ): Promise<{ success: boolean; errors: { file: string; err: Error }[] }>;
}

declare module 'doiuse/stream' {
  import type { Transform } from 'node:stream';

  export default function doiuse(options: { browsers: readonly string[] }): Transform;
}
