import { implement, ORPCError } from '@orpc/server';
import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../../shared/protocol/link.ts';
import { Role } from '../../../shared/protocol/role.ts';
import { stationContract } from '../../../shared/protocol/station-contract.ts';
import { exceptClock } from '../../../shared/views/latest.ts';
import { progressView, ticketByCode } from '../../../shared/views/progress.ts';
import type { StationConfig } from '../config.ts';
import { counterView, healthView, stationView } from '../service/counter-view.ts';
import type { Station } from '../service/station.ts';

/** What windows of a station are: its roles, and its page behind the keeper's code. */
export const WindowRole = Role.or(z.literal('maintenance'));
type WindowRole = z.infer<typeof WindowRole>;

/** Who calls: the window of one role, or a program on this machine that holds the token. */
export interface ApiContext {
  readonly role: WindowRole | 'program';
}

/** The station's contract, put into practice. A window reaches only the part of its role. */
export function stationRouter(station: Station, config: StationConfig, version: string) {
  const os = implement(stationContract).$context<ApiContext>();
  const only = (...roles: WindowRole[]) =>
    os.middleware(({ context, next }) => {
      if (context.role !== 'program' && !roles.includes(context.role)) throw new ORPCError('FORBIDDEN');
      return next();
    });
  const { core } = station;
  const stream = <T extends object>(make: () => T | null, signal: AbortSignal | undefined) =>
    core.changes.views(make, signal, exceptClock);
  /** A role this station was not given answers like one that does not exist. */
  const part = <T>(module: T | null): T => {
    if (module === null) throw new ORPCError('NOT_FOUND', { message: 'this station does not have that role' });
    return module;
  };

  const dispenser = os.dispenser.use(only('dispenser'));
  const counter = os.counter.use(only('counter'));
  const cases = os.cases.use(only('counter'));
  const pad = os.pad.use(only('pad'));
  const kiosk = os.kiosk.use(only('kiosk'));
  /** Staff stand at counters, and open dispensers; nothing of it is for a kiosk, a pad or a display. */
  const keeper = os.keeper.use(only('counter', 'dispenser', 'maintenance'));

  return os.router({
    session: {
      info: os.session.info.handler(() => ({
        stationId: config.station,
        stationName: config.name,
        roles: config.roles,
        protocol: PROTOCOL_VERSION,
        version,
        keyboardScanner: station.keyboardScanner,
      })),
      catalogue: os.session.catalogue.handler(({ signal }) =>
        core.changes.views(
          () => (core.known ? core.state.config() : null),
          signal,
          (config) => config, // a new object only when the hall sent a new one
        ),
      ),
      // Also before the hall was ever heard: a printer without paper is worth knowing by then.
      health: os.session.health.handler(({ signal }) =>
        stream(() => healthView(core, config.station, station.devices()), signal),
      ),
      scan: os.session.scan.handler(({ input }) => station.scan(input.text)),
      callStaff: os.session.callStaff.handler(({ input }) => station.callStaff(input.place)),
    },
    dispenser: {
      watch: dispenser.watch.handler(({ signal }) => stream(() => part(station.dispenser).view(), signal)),
      press: dispenser.press.handler(({ input }) => part(station.dispenser).press(input)),
      reprint: dispenser.reprint.handler(({ input }) => part(station.dispenser).reprint(input.ticketId)),
      cancel: dispenser.cancel.handler(({ input }) => part(station.dispenser).cancel(input.ticketId)),
      endSession: dispenser.endSession.handler(() => part(station.dispenser).endSession()),
    },
    counter: {
      watch: counter.watch.handler(({ signal }) =>
        stream(() => {
          const pads = station.pads?.view() ?? null;
          const input = station.counterInput();
          const devices = { reports: station.devices(), input, pads, ...station.slips(false) };
          return counterView(core, part(station.counter), part(station.rating), part(station.cases), devices);
        }, signal),
      ),
      signOn: counter.signOn.handler(({ input }) => part(station.counter).signOn(input.clerkId)),
      signOff: counter.signOff.handler(() => part(station.counter).signOff()),
      pause: counter.pause.handler(({ input }) => part(station.counter).pause(input.reason)),
      resume: counter.resume.handler(() => part(station.counter).resume()),
      next: counter.next.handler(() => part(station.counter).next()),
      finishAndNext: counter.finishAndNext.handler(() => part(station.counter).finishAndNext()),
      take: counter.take.handler(({ input }) => part(station.counter).take(input.number, input.reason)),
      recall: counter.recall.handler(() => part(station.counter).recall()),
      start: counter.start.handler(() => part(station.counter).start()),
      miss: counter.miss.handler(() => part(station.counter).miss()),
      finish: counter.finish.handler(() => part(station.counter).finish()),
      suspend: counter.suspend.handler(({ input }) => part(station.counter).suspend(input.reason)),
      transfer: counter.transfer.handler(({ input }) => part(station.counter).transfer(input)),
      restore: counter.restore.handler(({ input }) => part(station.counter).restore(input.ticketId)),
      identity: counter.identity.handler(({ signal }) =>
        core.changes.views(
          () => part(station.counter) && (station.counterCard?.view() ?? { id: 0, card: { state: 'none' as const } }),
          signal,
          (view) => view.id,
        ),
      ),
      forgetCard: counter.forgetCard.handler(() => part(station.counterCard).forget()),
      answerHelp: counter.answerHelp.handler(({ input }) => part(station.counter).answerHelp(input.helpId)),
      newPadCode: counter.newPadCode.handler(() => part(station.pads).newCode()),
      dropPadCode: counter.dropPadCode.handler(() => part(station.pads).dropCode()),
      endPad: counter.endPad.handler(({ input }) => part(station.pads).end(input.padId)),
      printElsewhere: counter.printElsewhere.handler(({ input }) =>
        station.elsewhere.print(input.ticketId, input.stationId, part(station.counter).actor()),
      ),
    },
    cases: {
      receive: cases.receive.handler(({ input }) => part(station.cases).receive(input)),
      accept: cases.accept.handler(({ input }) => part(station.cases).accept(input.caseId)),
      refuse: cases.refuse.handler(({ input }) => part(station.cases).refuse(input)),
      supplement: cases.supplement.handler(({ input }) => part(station.cases).supplement(input)),
      supplemented: cases.supplemented.handler(({ input }) =>
        part(station.cases).supplemented(input.caseId, input.taken),
      ),
      decide: cases.decide.handler(({ input }) => part(station.cases).decide(input)),
      send: cases.send.handler(({ input }) => part(station.cases).send(input.caseId)),
      ready: cases.ready.handler(({ input }) => part(station.cases).ready(input.caseId)),
      handOver: cases.handOver.handler(({ input }) => part(station.cases).handOver(input.caseId, input.receiver)),
      withdraw: cases.withdraw.handler(({ input }) => part(station.cases).withdraw(input)),
      attach: cases.attach.handler(({ input }) =>
        part(station.cases).attach(
          input.caseId,
          input.pictures.map(({ data, ...rest }) => ({ ...rest, bytes: Buffer.from(data, 'base64') })),
        ),
      ),
      detach: cases.detach.handler(({ input }) => part(station.cases).detach(input)),
      camera: cases.camera.handler(() => ({ camera: part(station.cases).camera })),
      chooseCamera: cases.chooseCamera.handler(({ input }) => {
        part(station.cases).camera = input.camera;
        return { ok: true as const };
      }),
      askSignature: cases.askSignature.handler(({ input }) => part(station.cases).askSignature(input.caseId)),
      dropSignature: cases.dropSignature.handler(({ input }) => part(station.cases).dropSignature(input.caseId)),
      picture: cases.picture.handler(({ input }) => part(station.cases).picture(input.caseId, input.hash)),
      printReceipt: cases.printReceipt.handler(({ input }) => part(station.cases).printReceipt(input.caseId)),
      list: cases.list.handler(({ input }) => part(station.cases).list(input.before, input.limit)),
      find: cases.find.handler(({ input }) => part(station.cases).find(input.text)),
    },
    pad: {
      watch: pad.watch.handler(({ signal }) => part(station.rating).screen(signal)),
      rate: pad.rate.handler(({ input }) => part(station.rating).rate(input)),
      explain: pad.explain.handler(({ input }) => part(station.rating).explain(input)),
      sign: pad.sign.handler(({ input }) => part(part(station.rating).signing).sign(input.requestId, input.ink)),
      declineSigning: pad.declineSigning.handler(({ input }) =>
        part(part(station.rating).signing).decline(input.requestId),
      ),
      moreTime: pad.moreTime.handler(({ input }) => part(station.rating).moreTime(input.serviceId)),
    },
    display: {
      watch: os.display.use(only('display')).watch.handler(({ signal }) => stream(() => station.displayView(), signal)),
    },
    kiosk: {
      watch: kiosk.watch.handler(({ signal }) => stream(() => station.kioskView(), signal)),
      printMaterials: kiosk.printMaterials.handler(({ input }) => station.printMaterials(input.itemId)),
      progress: kiosk.progress.handler(({ input }) => {
        const ticket = core.known ? ticketByCode(core.state, input.code) : undefined;
        if (ticket) return { state: 'found' as const, progress: progressView(core.state, ticket) };
        const its = core.known ? core.state.get('caseProgress', input.code) : undefined;
        if (its) return { state: 'case' as const, case: its };
        return { state: core.link.online ? ('not-found' as const) : ('hall-away' as const) };
      }),
      endSession: kiosk.endSession.handler(() => station.endKioskSession()),
    },
    keeper: {
      watch: keeper.watch.handler(({ signal }) =>
        // Also before the hall was ever heard: why it refuses this station is what the keeper must see then.
        stream(() => stationView(core, config, station.devices(), station.slips(true)), signal),
      ),
      resolvePrint: keeper.resolvePrint.handler(({ input }) => part(station.paper).resolve(input.jobId, input.outcome)),
      printElsewhere: keeper.printElsewhere.handler(({ input }) =>
        station.elsewhere.print(input.ticketId, input.stationId, { kind: 'keeper', id: config.station }),
      ),
      recoverPrinter: keeper.recoverPrinter.handler(() => station.recoverPrinter()),
      changedRoll: keeper.changedRoll.handler(() => station.changedRoll()),
      dismiss: keeper.dismiss.handler(({ input }) => {
        core.dismiss(input.seq);
        core.changes.changed();
        return { ok: true as const, offline: !core.link.online };
      }),
    },
  });
}
