import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { type LenientWords, LessonView } from "../../../components/practice/lesson-view.tsx";
import { findClient } from "../../../lib/practice/client.ts";
import { findLesson, LESSONS, type Lesson } from "../../../lib/practice/lessons.ts";
import { PROVIDERS } from "../../../lib/providers/providers.ts";
import { findRule } from "../../../lib/rules/catalog.ts";
import { originOf } from "../../../lib/server/catch/catching.ts";
import { issuePracticeToken } from "../../../lib/server/practice-store.ts";
import { settings } from "../../../lib/server/settings.ts";

interface Params {
  readonly params: Promise<{ lesson: string }>;
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const lesson = findLesson((await params).lesson);
  return lesson ? { title: `${lesson.title}: an exercise`, description: lesson.story } : {};
}

/** One exercise, its request written for this very view: the token in it works. */
export default async function LessonPage({ params }: Params) {
  const lesson = findLesson((await params).lesson);
  const client = lesson && findClient(lesson.clientId);
  const rule = lesson && findRule(lesson.rule);
  if (!lesson || !client || !rule) notFound();
  const token = await issuePracticeToken(client);
  const at = LESSONS.indexOf(lesson);
  const { id, title, story, hint, shell, clientId } = lesson;
  return (
    <LessonView
      {...{ id, title, story, hint, shell, clientId, token }}
      number={at + 1}
      count={LESSONS.length}
      rule={{ id: rule.id, title: rule.title }}
      text={lesson.write({ origin: originOf(await headers(), settings()), refreshToken: token })}
      lenient={toLenientWords(lesson)}
      before={toLink(LESSONS[at - 1])}
      after={toLink(LESSONS[at + 1])}
    />
  );
}

function toLink(lesson: Lesson | undefined) {
  return lesson ? { id: lesson.id, title: lesson.title } : null;
}

function toLenientWords({ lenient }: Lesson): LenientWords | null {
  if (!lenient) return null;
  const known = lenient.taken ? PROVIDERS.filter(lenient.taken) : [];
  return { why: lenient.why, known: known.map(({ id, name }) => ({ id, name })) };
}
