/** From families to work: which requests share a build, which rows are run, and a slice of it all for a limited time. */
import { operatorRequest } from '../generators/design/operator-request.ts';
import { type Type, widthOf } from '../generators/formats/format.ts';
import { inputsOf } from '../generators/ir/ir.ts';
import type { Family } from './families.ts';
import { everyInput, type RowSpace, sampled } from './rows.ts';

/** A request of a family. */
export interface Claim {
  readonly family: Family;
  readonly request: string;
  readonly operands: readonly Type[];
}

/** Claims over one row space, in one build of the simulator. */
export interface Build {
  readonly name: string;
  readonly claims: readonly Claim[];
  /** Rows to run, from the start of the row space's order. */
  readonly rows: number;
}

/** A part of a build's rows that one process runs at a time. */
export interface Task {
  /** Index of the build. */
  readonly build: number;
  readonly from: number;
  readonly to: number;
}

/** Claims of a build at most: beyond, compiling takes longer than starting another build. */
const CLAIMS = 60;
/** Results of one task, about: a few seconds of exact arithmetic. */
const TASK_RESULTS = 1 << 18;

/** Rows of a slice's claims at least, where there are so many. */
const LEAST_ROWS = 1 << 10;

/** Seconds of one idle core that a build, a claim in it and a result in all tellings take, about: what slices reckon with. */
const COST = { build: 2, claim: 0.15, result: 2e-5 } as const;

export interface PlanOptions {
  readonly operator?: string;
  /** A part of the families' formats. */
  readonly format?: string;
  readonly seconds?: number;
  readonly seed: number;
}

/**
 * The builds of the chosen families. With `seconds` a slice that takes about so long on one idle core: some claims of every
 * operator, and the first rows of each. It is a function of the options: the machine's speed has no part in it.
 */
export function plan(families: readonly Family[], options: PlanOptions): Build[] {
  const all = families.filter((f) => isChosen(f, options)).flatMap(claimsOf);
  if (options.seconds === undefined) return grouped(all, Number.POSITIVE_INFINITY);
  const { seconds, seed } = options;
  for (let distance = 1; ; distance = Math.ceil(distance * 1.2)) {
    const claims = [...byOperator(all).values()].flatMap((c) => thinned(c, distance, seed));
    const builds = groupsOf(claims).length;
    const left = seconds - builds * COST.build - claims.length * COST.claim;
    if (left >= seconds / 2 || distance > all.length)
      return grouped(claims, Math.max(LEAST_ROWS, Math.floor(left / COST.result / claims.length)));
  }
}

function byOperator(claims: readonly Claim[]): Map<string, Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const name = operatorOf(claim.family);
    groups.set(name, [...(groups.get(name) ?? []), claim]);
  }
  return groups;
}

/** One claim in `distance`, at least one, at places that the seed turns. */
function thinned(claims: readonly Claim[], distance: number, seed: number): Claim[] {
  const kept = Math.ceil(claims.length / distance);
  return Array.from(
    { length: kept },
    (_, k) => claims[(Math.floor((k * claims.length) / kept) + seed) % claims.length],
  );
}

/** The tasks of all builds, those of one build after each other. */
export function tasksOf(builds: readonly Build[]): Task[] {
  return builds.flatMap(({ rows, claims }, build) => {
    const size = Math.max(1 << 10, Math.floor(TASK_RESULTS / claims.length));
    return Array.from({ length: Math.ceil(rows / size) }, (_, i) => ({
      build,
      from: i * size,
      to: Math.min(rows, (i + 1) * size),
    }));
  });
}

/** The rows of a build: its claims all have the same. */
export function rowSpaceOf(build: Pick<Build, 'claims'>, seed: number): RowSpace {
  const [{ family, operands }] = build.claims;
  return family.rows === 'every' ? everyInput(bitsOf(operands)) : sampled(operands, family.rows.random, seed);
}

function isChosen(family: Family, { operator, format }: PlanOptions): boolean {
  return (
    (operator === undefined || operatorOf(family) === operator) &&
    (format === undefined || family.formats.includes(format))
  );
}

/** The operator without the attributes that the family fixes. */
const operatorOf = (family: Family) => family.operator.split(':')[0];

function claimsOf(family: Family): Claim[] {
  const operands = inputsOf(operatorRequest(family.requests[0])).map((p) => p.type);
  return family.requests.map((request) => ({ family, request, operands }));
}

const bitsOf = (operands: readonly Type[]) => operands.reduce((sum, t) => sum + widthOf(t), 0);

/** Claims with one row space side by side, whatever their operators. Exhaustive ones need only the same number of bits. */
function groupsOf(claims: readonly Claim[]): Claim[][] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { rows, formats } = claim.family;
    const key = rows === 'every' ? `every_${bitsOf(claim.operands)}` : `${rows.random}_${formats.split('/')[0]}`;
    const group = groups.get(key);
    if (group) group.push(claim);
    else groups.set(key, [claim]);
  }
  return [...groups.values()];
}

function grouped(claims: readonly Claim[], mostRows: number): Build[] {
  return groupsOf(claims).flatMap((group) => {
    const rows = Math.min(mostRows, rowSpaceOf({ claims: group }, 0).count);
    return Array.from({ length: Math.ceil(group.length / CLAIMS) }, (_, i) => ({
      name: nameOf(group[0], i),
      claims: group.slice(i * CLAIMS, (i + 1) * CLAIMS),
      rows,
    }));
  });
}

function nameOf({ family, operands }: Claim, part: number): string {
  const what = family.rows === 'every' ? `every_${bitsOf(operands)}_bits` : family.formats.split('/')[0];
  return `proof_${what}_${part}`.replace(/[^A-Za-z0-9]+/g, '_');
}
