/** What is kept of a SARIF 2.1 run (OASIS Standard, section 3.14), and how a result finds its rule (3.52) and level (3.27.10). */
import { type CvssEntry, cvssVersion, underOneScore } from './cvss.ts';
import { textAt } from './json-any.ts';
import { any, type Filled, list, map, object, text } from './json-shape.ts';

const message = object({ text, markdown: text });
const configuration = object({ level: text, enabled: text });

/** Of the tool's own: `security-severity` as GitHub asks for it, and vectors under names that differ from tool to tool. */
const bag = map(any);

const rule = object({
  id: text,
  guid: text,
  name: text,
  shortDescription: message,
  fullDescription: message,
  help: message,
  helpUri: text,
  defaultConfiguration: configuration,
  messageStrings: map(message),
  properties: bag,
});
export type Rule = NonNullable<Filled<typeof rule>>;

const component = object({
  name: text,
  guid: text,
  version: text,
  semanticVersion: text,
  rules: list(rule),
});
type Component = Filled<typeof component>;

const logicalLocations = list(object({ fullyQualifiedName: text, name: text }));

/** A result as it stands; it is held as a `Held`, since a file may have a hundred thousand of them. */
export const result = object({
  ruleId: text,
  ruleIndex: text,
  rule: object({ id: text, index: text, guid: text, toolComponent: object({ index: text, name: text, guid: text }) }),
  kind: text,
  level: text,
  message: object({ text, markdown: text, id: text, arguments: list(text) }),
  baselineState: text,
  suppressions: list(object({ status: text })),
  provenance: object({ invocationIndex: text }),
  locations: list(
    object({
      physicalLocation: object({
        artifactLocation: object({ uri: text, index: text }),
        address: object({ fullyQualifiedName: text, name: text }),
        region: object({ startLine: text, startColumn: text, charOffset: text, byteOffset: text }),
      }),
      logicalLocations,
    }),
  ),
  // Text by the standard; some producers nest it.
  fingerprints: map(any),
  partialFingerprints: map(any),
  properties: bag,
});
export type Result = NonNullable<Filled<typeof result>>;

/** All of a run but its results. */
export const runFields = {
  tool: object({ driver: component, extensions: list(component) }),
  automationDetails: object({ id: text, guid: text }),
  versionControlProvenance: list(object({ repositoryUri: text })),
  invocations: list(
    object({
      startTimeUtc: text,
      endTimeUtc: text,
      executionSuccessful: text,
      machine: text,
      ruleConfigurationOverrides: list(
        object({ descriptor: object({ id: text, index: text }), configuration: configuration }),
      ),
    }),
  ),
  artifacts: list(object({ location: object({ uri: text }) })),
  properties: object({ imageName: any, repoTags: any, repoDigests: any }),
};
const run = object(runFields);
export type Run = NonNullable<Filled<typeof run>>;

const numberOf = (index: string | undefined): number => (index === undefined ? -1 : Number(index));

/** The rules of a run, looked up as often as there are results. */
export class RuleTable {
  readonly #tool: Run['tool'];
  readonly #byId = new Map<Component, Map<string, Rule>>();

  constructor({ tool }: Run) {
    this.#tool = tool;
    for (const one of [tool?.driver, ...(tool?.extensions ?? [])]) {
      const rules = (one?.rules ?? []).filter((given) => given !== undefined);
      this.#byId.set(one, new Map(rules.flatMap((given) => (given.id === undefined ? [] : [[given.id, given]]))));
    }
  }

  /** By index where the result gives one, else by guid or id; undefined when it names none of the tables. */
  ruleOf(of: Held): Rule | undefined {
    const id = ruleIdOf(of);
    const component = this.#componentOf(of);
    const indexed = component?.rules?.[numberOf(of.ruleIndex ?? of.rule?.index)];
    // Some producers number a table that they then sort: an index that contradicts the id is not followed.
    if (indexed !== undefined && (id === undefined || namesOf(id).includes(indexed.id ?? ''))) return indexed;
    const guid = of.rule?.guid;
    if (guid !== undefined) return component?.rules?.find((one) => one?.guid === guid);
    return id === undefined ? undefined : (this.#find(component, id) ?? this.#anywhere(of, id));
  }

  #componentOf(of: Held): Component {
    const named = of.rule?.toolComponent;
    if (named === undefined) return this.#tool?.driver;
    const extensions = this.#tool?.extensions ?? [];
    if (named.index !== undefined) return extensions[Number(named.index)];
    const all = [this.#tool?.driver, ...extensions];
    return all.find((one) => one !== undefined && (named.guid ? one.guid === named.guid : one.name === named.name));
  }

  #find(component: Component, id: string): Rule | undefined {
    const rules = this.#byId.get(component);
    return namesOf(id).flatMap((name) => rules?.get(name) ?? [])[0];
  }

  /** Some producers leave their rules in an extension without saying so. */
  #anywhere(of: Held, id: string): Rule | undefined {
    if (of.rule?.toolComponent !== undefined) return undefined;
    return (this.#tool?.extensions ?? []).flatMap((one) => this.#find(one, id) ?? [])[0];
  }
}

export const ruleIdOf = (of: Held): string | undefined => of.ruleId || of.rule?.id;

/** A result may name a part of a rule: `CA2101/1` is reported under `CA2101` (3.5.4). */
function namesOf(id: string): string[] {
  const parts = id.split('/').slice(0, 8);
  return [id, ...parts.slice(1).map((_, i) => parts.slice(0, parts.length - 1 - i).join('/'))];
}

/** The level that is told: of the result, of the invocation's override, of the rule; undefined: nowhere. */
export function levelOf(of: Held, about: Rule | undefined, { invocations }: Run): string | undefined {
  if (of.level !== undefined) return of.level;
  if (of.kind !== undefined && of.kind !== 'fail') return 'none';
  const index = of.provenance?.invocationIndex ?? (invocations?.length === 1 ? '0' : undefined);
  const overrides = invocations?.[numberOf(index)]?.ruleConfigurationOverrides ?? [];
  const override = overrides.find((one) => {
    const { id, index: at } = one?.descriptor ?? {};
    return id === undefined ? at !== undefined && at === of.ruleIndex : id === about?.id;
  });
  return override?.configuration?.level ?? about?.defaultConfiguration?.level;
}

/** Suppressed unless someone still reviews or has rejected it (3.27.23). */
export function isSuppressed({ suppressions }: Result): boolean {
  const given = suppressions ?? [];
  return given.length > 0 && given.every((one) => one?.status === undefined || one.status === 'accepted');
}

/** The message with its arguments, from the rule's table where the result gives only its id (3.11). */
export function messageOf({ message: given }: Held, about: Rule | undefined): string | undefined {
  const own = given?.text || given?.markdown;
  const listed = given?.id === undefined ? undefined : about?.messageStrings?.get(given.id);
  const pattern = own || listed?.text || listed?.markdown;
  const values = given?.arguments ?? [];
  return pattern?.replace(/\{(\d+)\}/g, (whole, index) => values[Number(index)] ?? whole);
}

/** Of a result what is needed once its run has ended. */
export interface Held
  extends Pick<Result, 'ruleId' | 'ruleIndex' | 'rule' | 'kind' | 'level' | 'message' | 'provenance'> {
  /** What the result itself says of CVSS. */
  scores: CvssEntry[];
  /** Where it is; of a file that the run's table names only by index, what follows its name. */
  place: string;
  artifact: string | undefined;
}

export function hold(of: Result): Held {
  const { ruleId, ruleIndex, rule: named, kind, level, message: given, provenance } = of;
  const [location] = of.locations ?? [];
  const { artifactLocation, region, address } = location?.physicalLocation ?? {};
  const suffix = suffixOf(region);
  const file = artifactLocation?.uri || undefined;
  const artifact = file === undefined ? artifactLocation?.index : undefined;
  const [logical] = location?.logicalLocations ?? [];
  const other = () =>
    logical?.fullyQualifiedName || logical?.name || address?.fullyQualifiedName || address?.name || fingerprintOf(of);
  const place = file !== undefined ? `${file}${suffix}` : artifact !== undefined ? suffix : (other() ?? 'host');
  const scores = scoresOf(of.properties);
  return { ruleId, ruleIndex, rule: named, kind, level, message: given, provenance, scores, place, artifact };
}

/** What the properties of a result or a rule say of CVSS; none where they say nothing. */
export function scoresOf(properties: Filled<typeof bag>): CvssEntry[] {
  const score = textAt(properties, 'security-severity');
  const vectors = [...(properties?.values() ?? [])].filter((one) => typeof one === 'string' && cvssVersion(one) > 0);
  return score === undefined && vectors.length === 0 ? [] : underOneScore(vectors as string[], score);
}

type Region = NonNullable<NonNullable<NonNullable<Result['locations']>[number]>['physicalLocation']>['region'];

/** `:line:column`, else `@offset`, else nothing: the whole file. */
function suffixOf(region: Region): string {
  const { startLine, startColumn, charOffset, byteOffset } = region ?? {};
  if (startLine !== undefined) return startColumn === undefined ? `:${startLine}` : `:${startLine}:${startColumn}`;
  const offset = charOffset ?? byteOffset;
  return offset === undefined || offset === '-1' ? '' : `@${offset}`;
}

/** Where a result is: `file:line:column`, else its logical location, else its fingerprint, else `host`. */
export function placeOf({ place, artifact }: Held, artifacts: Run['artifacts']): string {
  if (artifact === undefined) return place;
  return `${artifacts?.[numberOf(artifact)]?.location?.uri ?? 'host'}${place}`;
}

function fingerprintOf({ fingerprints, partialFingerprints }: Result): string | undefined {
  for (const given of [fingerprints, partialFingerprints]) {
    const parts = [...(given ?? [])].flatMap(([key, value]) => {
      const text = textAt(value) ?? textAt(value, 'value');
      return text === undefined ? [] : [`${key}=${text}`];
    });
    if (parts.length > 0) return parts.toSorted().join(' ');
  }
  return undefined;
}
