import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Channel, Level } from '../evaluation/types.ts';
import { OpeningView, ProgressView, WaitRange } from './views.ts';

/**
 * What other systems may ask of the hall over HTTP: a website, a statistics office, the rating platform. Published as
 * `/openapi.json`, told in docs/open-api.md. Nothing here changes anything, and nothing names a citizen.
 */
export const API_PREFIX = '/api/v1';

/** What a token may read; each is one answer of the contract. */
export const API_SCOPES = ['queues', 'progress', 'statistics', 'evaluations'] as const;
export const ApiScope = z.enum(API_SCOPES);
export type ApiScope = z.infer<typeof ApiScope>;

const Time = z.number().describe("Milliseconds since 1970 by the hall's clock");
const Day = z.iso.date().describe("A business day at the hall's place, YYYY-MM-DD");
const Average = z.number().int().describe('Milliseconds; 0 when there was none');

const Head = z.object({ id: z.string(), name: z.string() });

const QueueCounts = z.object({
  issued: z.number().int(),
  waiting: z.number().int().describe('Of these, still in the line (or waiting for something to be brought)'),
  serving: z.number().int().describe('Called or at a window'),
  finished: z.number().int(),
  missed: z.number().int().describe('Called and did not come'),
  voided: z.number().int().describe('Cancelled, or without paper'),
  averageWaitMs: Average,
});

/** Most days of one answer. */
export const DAYS_LIMIT = 31;
const DAY_MS = 86_400_000;

const DayRange = z
  .object({ from: Day, to: Day.describe('The last day, which is in the answer too') })
  .refine(({ from, to }) => from <= to && (Date.parse(to) - Date.parse(from)) / DAY_MS < DAYS_LIMIT);

const DayFigures = z.object({
  day: Day,
  tickets: QueueCounts,
  averageServiceMs: Average,
  queues: z.array(QueueCounts.extend({ id: z.string(), name: z.string() })),
  ratings: z.object({
    levels: z.array(z.number().int()).length(5).describe('How many, from 非常满意 (5) down to 非常不满意 (1)'),
    notRated: z.number().int(),
  }),
});

const OneEvaluation = z.object({
  id: z.string(),
  serviceId: z.string(),
  at: Time,
  serviceFinishedAt: Time.nullable(),
  level: Level.describe('The national scale: 5 非常满意 … 1 非常不满意'),
  reasons: z.array(z.string()).describe('Reason codes of that level'),
  text: z.string(),
  channel: Channel.describe('4 hall tablet, 5 other hall terminal'),
  queueId: z.string().nullable(),
  itemId: z.string().nullable(),
  windowNumber: z.number().int().nullable(),
});

const errors = {
  UNAUTHORIZED: { message: 'There is no token, or it is unknown or was taken back' },
  FORBIDDEN: { message: 'The token does not reach this' },
} as const;

/** What came with the path is checked: `data` of the answer names the place. */
const BAD_REQUEST = { message: 'Not a code, not a day, or not a range of at most 31 days' };
const NO_DAY = { message: 'The hall has nothing of this day' };

const base = oc.errors(errors);

export const openContract = {
  queues: base
    .route({
      method: 'GET',
      path: '/queues',
      operationId: 'queues',
      summary: '各队列现在的情况 · every queue now',
      description: 'For a website or a map: how many wait, how long it may take. Scope `queues`.',
    })
    .output(
      z.object({
        hall: Head,
        asOf: Time,
        opening: OpeningView,
        queues: z.array(
          z.object({
            id: z.string(),
            prefix: z.string().describe('Letter before the number on the ticket'),
            name: z.string(),
            areaName: z.string(),
            waiting: z.number().int(),
            openWindows: z.number().int().describe('Windows on duty now that call this queue'),
            ahead: z.number().int().describe('People called before somebody who takes a ticket now'),
            wait: WaitRange.describe('Expected wait in minutes; null when nobody can say'),
          }),
        ),
      }),
    ),
  progress: base
    .errors({ BAD_REQUEST, NOT_FOUND: { message: 'No ticket of yesterday or today has this code' } })
    .route({
      method: 'GET',
      path: '/progress/{code}',
      operationId: 'progress',
      summary: '凭查询码查进度 · progress by the code on the ticket',
      description: 'Whoever holds the paper may ask; no name is told. Scope `progress`.',
    })
    .input(
      z.object({
        code: z
          .string()
          .regex(/^\d{8}$/)
          .describe('The eight digits on the ticket'),
      }),
    )
    .output(ProgressView),
  statistics: base
    .errors({ BAD_REQUEST, NOT_FOUND: NO_DAY })
    .route({
      method: 'GET',
      path: '/statistics',
      operationId: 'statistics',
      summary: '一天的统计 · figures of a day',
      description: 'Counts and averages only. Today unless a day is named. Scope `statistics`.',
    })
    .input(z.object({ day: Day.optional() }))
    .output(DayFigures.extend({ hall: Head, asOf: Time })),
  statisticsOfDays: base
    .errors({ BAD_REQUEST })
    .route({
      method: 'GET',
      path: '/statistics/days',
      operationId: 'statisticsOfDays',
      summary: '一段日子的统计 · figures of several days',
      description: 'Day by day, at most 31; days of which the hall has nothing are left out. Scope `statistics`.',
    })
    .input(DayRange)
    .output(z.object({ hall: Head, asOf: Time, days: z.array(DayFigures) })),
  evaluations: base
    .errors({ BAD_REQUEST, NOT_FOUND: NO_DAY })
    .route({
      method: 'GET',
      path: '/evaluations',
      operationId: 'evaluations',
      summary: '一天的好差评 · ratings of a day',
      description:
        'For the rating platform. Neither citizen nor clerk is named; no clerk can read this at a station. Scope `evaluations`.',
    })
    .input(z.object({ day: Day.optional() }))
    .output(z.object({ hall: Head, day: Day, asOf: Time, evaluations: z.array(OneEvaluation) })),
  evaluationsOfDays: base
    .errors({ BAD_REQUEST })
    .route({
      method: 'GET',
      path: '/evaluations/days',
      operationId: 'evaluationsOfDays',
      summary: '一段日子的好差评 · ratings of several days',
      description: 'The same of several days, at most 31, in order of the days. Scope `evaluations`.',
    })
    .input(DayRange)
    .output(z.object({ hall: Head, asOf: Time, evaluations: z.array(OneEvaluation.extend({ day: Day })) })),
};
