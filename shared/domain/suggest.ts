import type { Directory, LocalDate, RoutingRule } from "./directory.ts";
import { findKeyPhrases, type KeyPhrase } from "./key-phrases.ts";
import {
  categoryAndAbove,
  districtNamedIn,
  isOfficeByPlace,
  officeAt,
  officeOfCategory,
  routingIndex,
  type RoutingIndex,
} from "./routing-index.ts";
import type { Reason, Suggestion } from "./suggestion.ts";
import { inPlaceOf } from "./succession.ts";
import { holdsOn } from "./validity.ts";

/**
 * Which office a report is for. Every sign adds a weight to an office's score: a key phrase in the text as much as
 * its rule says, in the title half as much again; the category that the reporter picked as below. The best office is
 * suggested with the confidence
 *
 *     s1^2 / (s1^2 + s2^2 + n^2)
 *
 * where s1 and s2 are the scores of the best and the second office and n = 0.6 stands for "none of these". It is
 * Luce's choice rule (Individual Choice Behavior, 1959) with the scores squared, so that a clear lead counts for more
 * than a long list of weak signs. One phrase that "says it by itself" (1) gives 0.74, with a rival half as strong 0.62;
 * two offices with the same score never more than 0.5. It grows with the lead and ranks reports well enough to
 * decide which ones a person must see; it is no measured probability, and the weights are set by hand.
 */

export type ReportToRoute = {
  readonly title?: string | undefined;
  readonly text: string;
  readonly categoryCode?: string | undefined;
  readonly agencyCode?: string | undefined;
  readonly regionCode?: string | undefined;
  /** Offices that handed the report back; never suggested again. */
  readonly refusedBy: readonly string[];
};

const noneOfThese = 0.6;
const inTitle = 1.5;
/** A leaf says what it is about; a group of some ten leaves only where to look. */
const chosenLeaf = 1;
const chosenGroup = 0.6;

type Candidate = {
  /** Null: the signs are clear, but no office of the directory, or none that is known yet, goes with them. */
  readonly agencyCode: string | null;
  score: number;
  readonly scoreOfCategory: Map<string, number>;
  readonly reasons: Reason[];
};

type Situation = {
  readonly report: ReportToRoute;
  readonly index: RoutingIndex;
  readonly on: LocalDate;
  readonly place: string | null;
};

const confidenceOf = (best: number, second: number): number =>
  Math.round((best ** 2 / (best ** 2 + second ** 2 + noneOfThese ** 2)) * 1000) / 1000;

const canTakeIt = ({ report, index, on }: Situation, code: string): boolean => {
  const agency = index.agencies.get(code);
  return agency !== undefined && holdsOn(agency, on) && !report.refusedBy.includes(code);
};

/** What a closed office would have got is its successor's, although rules and categories go on naming it. */
const standIn = ({ index, on }: Situation, code: string | null): string | null =>
  code === null ? null : (inPlaceOf(index.agencies, code, on)?.code ?? code);

const officeOfRule = ({ index, place }: Situation, rule: RoutingRule): string | null => {
  if (rule.agency === undefined) return officeOfCategory(index, rule.categoryCode, place);
  if ("code" in rule.agency) return rule.agency.code;
  return place === null ? null : (officeAt(index, rule.agency.kindAtPlace, place)?.code ?? null);
};

type RuleScore = { readonly rule: RoutingRule; score: number; readonly reasons: Reason[] };

/** What the phrases say, rule by rule; rules of other days and those with more against than for them are left out. */
const scoresOfRules = ({ report, index, on }: Situation): readonly RuleScore[] => {
  const scores = new Map<RoutingRule, RuleScore>();
  const add = (found: KeyPhrase, weight: number, title: boolean): void => {
    if (!holdsOn(found.rule, on)) return;
    const its = scores.get(found.rule) ?? { rule: found.rule, score: 0, reasons: [] };
    its.score += weight;
    const { code: ruleCode, categoryCode } = found.rule;
    its.reasons.push({ kind: "phrase", phrase: found.phrase, ruleCode, categoryCode, inTitle: title, weight });
    scores.set(found.rule, its);
  };
  const ofTitle = findKeyPhrases(index.phrases, report.title ?? "");
  const ofText = findKeyPhrases(index.phrases, report.text);
  for (const [found, closeness] of ofTitle) add(found, found.weight * closeness * inTitle, true);
  for (const [found, closeness] of ofText) {
    if (!ofTitle.has(found)) add(found, found.weight * closeness, false);
  }
  return [...scores.values()].filter((its) => its.score > 0);
};

const candidateFor = (candidates: Map<string, Candidate>, agencyCode: string | null, apart: string): Candidate => {
  const key = agencyCode ?? `no office: ${apart}`;
  const known = candidates.get(key);
  if (known !== undefined) return known;
  const fresh: Candidate = { agencyCode, score: 0, scoreOfCategory: new Map(), reasons: [] };
  candidates.set(key, fresh);
  return fresh;
};

/** Whether the place of the report decides which office a rule speaks for. */
const isByPlace = (index: RoutingIndex, { agency, categoryCode }: RoutingRule): boolean =>
  agency === undefined ? isOfficeByPlace(index, categoryCode) : "kindAtPlace" in agency;

/** Why a rule that speaks for an office's work leads to no office. */
const withoutOffice = (index: RoutingIndex, rule: RoutingRule, weight: number): Reason => ({
  kind: isByPlace(index, rule) ? "placeUnknown" : "noOfficeHere",
  categoryCode: rule.categoryCode,
  weight,
});

const addRules = (situation: Situation, candidates: Map<string, Candidate>): void => {
  for (const { rule, score, reasons } of scoresOfRules(situation)) {
    const office = standIn(situation, officeOfRule(situation, rule));
    if (office !== null && !canTakeIt(situation, office)) continue;
    const its = candidateFor(candidates, office, rule.categoryCode);
    its.score += score;
    its.scoreOfCategory.set(rule.categoryCode, (its.scoreOfCategory.get(rule.categoryCode) ?? 0) + score);
    its.reasons.push(...reasons);
    if (office === null) its.reasons.push(withoutOffice(situation.index, rule, score));
    else if (isByPlace(situation.index, rule) && situation.place !== null) {
      its.reasons.push({ kind: "place", regionCode: situation.place, agencyCode: office });
    }
  }
};

const isUnder = (index: RoutingIndex, code: string, above: string): boolean =>
  categoryAndAbove(index, code).some((category) => category.code === above);

const isLeaf = (index: RoutingIndex, code: string): boolean =>
  ![...index.categories.values()].some((category) => category.parent === code);

/**
 * The reporter's choice speaks for the offices that the phrases found under it, such as the hospital under Health;
 * without any, for the office that usually answers for it.
 */
const addChosenCategory = (situation: Situation, candidates: Map<string, Candidate>): void => {
  const { report, index, on, place } = situation;
  const chosen = index.categories.get(report.categoryCode ?? "");
  if (chosen === undefined || !holdsOn(chosen, on)) return;
  const weight = isLeaf(index, chosen.code) ? chosenLeaf : chosenGroup;
  const favoured = [...candidates.values()].filter((its) =>
    [...its.scoreOfCategory.keys()].some((code) => isUnder(index, code, chosen.code)),
  );
  const usual = standIn(situation, officeOfCategory(index, chosen.code, place));
  if (favoured.length === 0 && usual !== null && canTakeIt(situation, usual)) {
    const its = candidateFor(candidates, usual, chosen.code);
    if (place !== null && isOfficeByPlace(index, chosen.code)) {
      its.reasons.push({ kind: "place", regionCode: place, agencyCode: usual });
    }
    favoured.push(its);
  }
  for (const its of favoured) {
    its.score += weight;
    its.reasons.push({ kind: "categoryChosen", categoryCode: chosen.code, weight });
  }
};

/** The reporter's own choice if it is a leaf; otherwise what the phrases say, within the reporter's group if they can. */
const categoryFor = ({ report, index, on }: Situation, candidate: Candidate | undefined): string | null => {
  const chosen = index.categories.get(report.categoryCode ?? "");
  const own = chosen !== undefined && holdsOn(chosen, on) ? chosen.code : null;
  if (own !== null && isLeaf(index, own)) return own;
  const found = [...(candidate?.scoreOfCategory ?? [])]
    .filter(([code]) => {
      const category = index.categories.get(code);
      return category !== undefined && holdsOn(category, on);
    })
    .sort(([, a], [, b]) => b - a)
    .map(([code]) => code);
  return found.find((code) => own !== null && isUnder(index, code, own)) ?? found[0] ?? own;
};

const placeOf = (index: RoutingIndex, report: ReportToRoute): string | null => {
  const given = report.regionCode;
  if (given !== undefined && officeAt(index, "kecamatan", given) !== null) return given;
  return districtNamedIn(index, `${report.title ?? ""} ${report.text}`) ?? given ?? null;
};

const refusals = ({ report }: Situation): readonly Reason[] =>
  report.refusedBy.map((agencyCode) => ({ kind: "agencyRefused", agencyCode }));

const strongestFirst = (reasons: readonly Reason[]): readonly Reason[] => {
  const weight = (its: Reason): number => ("weight" in its ? Math.abs(its.weight) : 0);
  return [...reasons].sort((a, b) => weight(b) - weight(a));
};

const runnerUp = (second: Candidate | undefined): readonly Reason[] =>
  second?.agencyCode === undefined || second.agencyCode === null
    ? []
    : [{ kind: "runnerUp", agencyCode: second.agencyCode, weight: second.score }];

/** What the reporter said goes: they know their office, or it will pass the report on. */
const asNamed = (situation: Situation, agencyCode: string, ranked: readonly Candidate[]): Suggestion => {
  const its = ranked.find((candidate) => candidate.agencyCode === agencyCode);
  const [best] = ranked;
  return {
    agencyCode,
    categoryCode: categoryFor(situation, its ?? best),
    confidence: 1,
    confident: true,
    reasons: [
      { kind: "agencyNamed", agencyCode },
      ...strongestFirst(its?.reasons ?? []),
      ...(best === its ? [] : runnerUp(best)),
      ...refusals(situation),
    ],
  };
};

/**
 * The office for a report on a day, with what speaks for it. Offices that refused, or do not exist on that day, are
 * neither suggested nor in the way of others. Without any sign: no office, confidence 0.
 */
export const suggest = (report: ReportToRoute, directory: Directory, on: LocalDate): Suggestion => {
  const index = routingIndex(directory);
  const situation: Situation = { report, index, on, place: placeOf(index, report) };
  const candidates = new Map<string, Candidate>();
  addRules(situation, candidates);
  addChosenCategory(situation, candidates);
  const ranked = [...candidates.values()].sort((a, b) => b.score - a.score);
  const named = standIn(situation, report.agencyCode ?? null) ?? undefined;
  if (named !== undefined && canTakeIt(situation, named)) return asNamed(situation, named, ranked);
  const unavailable: readonly Reason[] =
    named === undefined || report.refusedBy.includes(named)
      ? []
      : [{ kind: "namedAgencyUnavailable", agencyCode: named }];

  const [best, second] = ranked;
  const agencyCode = best?.agencyCode ?? null;
  const confidence = best === undefined || agencyCode === null ? 0 : confidenceOf(best.score, second?.score ?? 0);
  return {
    agencyCode,
    categoryCode: categoryFor(situation, best),
    confidence,
    confident: agencyCode !== null && confidence >= directory.policy.dispatchConfidence,
    reasons: [
      ...strongestFirst(best?.reasons ?? []),
      ...(best === undefined ? [{ kind: "noSignal" } as const] : []),
      ...runnerUp(second),
      ...unavailable,
      ...refusals(situation),
    ],
  };
};

/** The categories that the words alone point to, whoever's they are, each with what speaks for it. */
export const categoriesSaid = (
  { title, text }: Pick<ReportToRoute, "title" | "text">,
  directory: Directory,
  on: LocalDate,
): readonly { readonly categoryCode: string; readonly score: number }[] => {
  const report = { title, text, refusedBy: [] };
  return scoresOfRules({ report, index: routingIndex(directory), on, place: null }).map(({ rule, score }) => ({
    categoryCode: rule.categoryCode,
    score,
  }));
};
