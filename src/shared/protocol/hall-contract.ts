import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Outcome } from './station-contract.ts';
import { DeskView, DisplayView, ProgressView } from './views.ts';

/** What the hall server offers to plain browsers: the display pages to anyone in the hall, the desk to its keeper. */
export const hallContract = {
  display: {
    /** Null: the whole hall. */
    watch: oc.input(z.object({ areaId: z.string().nullable() })).output(eventIterator(DisplayView)),
  },
  progress: {
    byCode: oc.input(z.object({ code: z.string().regex(/^\d{8}$/) })).output(ProgressView.nullable()),
  },
  desk: {
    watch: oc.output(eventIterator(DeskView)),
    answerHelp: oc.input(z.object({ helpId: z.string() })).output(Outcome),
    /** A code for one new station, once. */
    enrolCode: oc.output(z.object({ code: z.string(), validUntil: z.number() })),
  },
};
export type HallContract = typeof hallContract;
