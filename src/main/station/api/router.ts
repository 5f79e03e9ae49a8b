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
  /** What a locked counter does not do; whatever is done shows that somebody is there. */
  const unlocked = os.middleware(({ next }, _input, output) => {
    if (station.lock?.locked) return output({ ok: false, refusal: { code: 'counter-locked' } } as never);
    station.lock?.touch();
    return next();
  });
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
      reprint: dispenser.reprint.handler(({ input }) => part(station.dispenser).reprint(input.ticketId, input.locale)),
      cancel: dispenser.cancel.handler(({ input }) => part(station.dispenser).cancel(input.ticketId)),
      endSession: dispenser.endSession.handler(() => part(station.dispenser).endSession()),
    },
    counter: {
      watch: counter.watch.handler(({ signal }) =>
        stream(() => {
          const pads = station.pads?.view() ?? null;
          const input = station.counterInput();
          const locked = station.lock?.locked ?? false;
          const devices = { reports: station.devices(), input, pads, locked, ...station.slips(false) };
          return counterView(core, part(station.counter), part(station.rating), part(station.cases), devices);
        }, signal),
      ),
      signOn: counter.signOn.handler(({ input }) => station.signOn(input.clerkId, input.pin)),
      setPin: counter.setPin.handler(({ input }) => part(station.pins).set(input.clerkId, input.pin, input.proof)),
      lock: counter.lock.handler(() => part(station.lock).lock()),
      unlock: counter.unlock.handler(({ input }) => part(station.lock).unlock(input.pin)),
      touch: counter.touch.use(unlocked).handler(() => ({ ok: true as const, offline: !core.link.online })),
      signOff: counter.signOff.use(unlocked).handler(() => part(station.counter).signOff()),
      pause: counter.pause.use(unlocked).handler(({ input }) => part(station.counter).pause(input.reason)),
      resume: counter.resume.use(unlocked).handler(() => part(station.counter).resume()),
      next: counter.next.use(unlocked).handler(() => part(station.counter).next()),
      finishAndNext: counter.finishAndNext.use(unlocked).handler(() => part(station.counter).finishAndNext()),
      take: counter.take.use(unlocked).handler(({ input }) => part(station.counter).take(input.number, input.reason)),
      recall: counter.recall.use(unlocked).handler(() => part(station.counter).recall()),
      start: counter.start.use(unlocked).handler(() => part(station.counter).start()),
      miss: counter.miss.use(unlocked).handler(() => part(station.counter).miss()),
      finish: counter.finish.use(unlocked).handler(() => part(station.counter).finish()),
      suspend: counter.suspend.use(unlocked).handler(({ input }) => part(station.counter).suspend(input.reason)),
      transfer: counter.transfer.use(unlocked).handler(({ input }) => part(station.counter).transfer(input)),
      restore: counter.restore.use(unlocked).handler(({ input }) => part(station.counter).restore(input.ticketId)),
      identity: counter.identity.handler(({ signal }) =>
        core.changes.views(
          () => part(station.counter) && (station.counterCard?.view() ?? { id: 0, card: { state: 'none' as const } }),
          signal,
          (view) => view.id,
        ),
      ),
      forgetCard: counter.forgetCard.use(unlocked).handler(() => part(station.counterCard).forget()),
      answerHelp: counter.answerHelp
        .use(unlocked)
        .handler(({ input }) => part(station.counter).answerHelp(input.helpId)),
      newPadCode: counter.newPadCode.use(unlocked).handler(() => part(station.pads).newCode()),
      dropPadCode: counter.dropPadCode.use(unlocked).handler(() => part(station.pads).dropCode()),
      endPad: counter.endPad.use(unlocked).handler(({ input }) => part(station.pads).end(input.padId)),
      printElsewhere: counter.printElsewhere
        .use(unlocked)
        .handler(({ input }) =>
          station.elsewhere.print(input.ticketId, input.stationId, part(station.counter).actor()),
        ),
    },
    cases: {
      receive: cases.receive.use(unlocked).handler(({ input }) => part(station.cases).receive(input)),
      accept: cases.accept.use(unlocked).handler(({ input }) => part(station.cases).accept(input.caseId)),
      refuse: cases.refuse.use(unlocked).handler(({ input }) => part(station.cases).refuse(input)),
      supplement: cases.supplement.use(unlocked).handler(({ input }) => part(station.cases).supplement(input)),
      supplemented: cases.supplemented
        .use(unlocked)
        .handler(({ input }) => part(station.cases).supplemented(input.caseId, input.taken)),
      decide: cases.decide.use(unlocked).handler(({ input }) => part(station.cases).decide(input)),
      send: cases.send.use(unlocked).handler(({ input }) => part(station.cases).send(input.caseId)),
      ready: cases.ready.use(unlocked).handler(({ input }) => part(station.cases).ready(input.caseId)),
      handOver: cases.handOver
        .use(unlocked)
        .handler(({ input }) => part(station.cases).handOver(input.caseId, input.receiver)),
      withdraw: cases.withdraw.use(unlocked).handler(({ input }) => part(station.cases).withdraw(input)),
      attach: cases.attach.use(unlocked).handler(({ input }) =>
        part(station.cases).attach(
          input.caseId,
          input.pictures.map(({ data, ...rest }) => ({ ...rest, bytes: Buffer.from(data, 'base64') })),
        ),
      ),
      detach: cases.detach.use(unlocked).handler(({ input }) => part(station.cases).detach(input)),
      camera: cases.camera.handler(() => ({ camera: part(station.cases).camera })),
      chooseCamera: cases.chooseCamera.handler(({ input }) => {
        part(station.cases).camera = input.camera;
        return { ok: true as const };
      }),
      askSignature: cases.askSignature
        .use(unlocked)
        .handler(({ input }) => part(station.cases).askSignature(input.caseId)),
      dropSignature: cases.dropSignature
        .use(unlocked)
        .handler(({ input }) => part(station.cases).dropSignature(input.caseId)),
      picture: cases.picture.handler(({ input }) =>
        station.lock?.locked ? { state: 'no-clerk' as const } : part(station.cases).picture(input.caseId, input.hash),
      ),
      printReceipt: cases.printReceipt
        .use(unlocked)
        .handler(({ input }) => part(station.cases).printReceipt(input.caseId)),
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
