import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { businessDay, clockTime } from '../../../shared/calendar/clock.ts';
import type { Material } from '../../../shared/catalogue/types.ts';
import type { Picture } from '../../../shared/protocol/case-contract.ts';
import type { AttachmentView, CaseView } from '../../../shared/protocol/case-view.ts';
import type { StationContract } from '../../../shared/protocol/station-contract.ts';
import { useService } from '../../ui/service.ts';
import { Data } from '../../ui/staff/data.tsx';
import { useCounter } from '../context.ts';
import { PictureCanvas } from '../scan/picture-canvas.tsx';
import { ScanDialog } from '../scan/scan-dialog.tsx';
import { DetachDialog, detachWord } from './detach-dialog.tsx';
import { PictureViewer, type Seen } from './picture-viewer.tsx';

interface Props {
  readonly the: CaseView;
  readonly materials: readonly Material[];
  readonly onChanged: () => void;
}

/** A picture that is not there is asked for again: somebody may be bringing it. */
const AGAIN_MS = 4000;
const OVER: ReadonlySet<CaseView['status']> = new Set(['refused', 'handed-over', 'withdrawn']);

/** The pictures of a case by material, and the way to take more. */
export function CasePictures({ the, materials, onChanged }: Props): ReactNode {
  const { act, view, t } = useCounter();
  const [scanning, setScanning] = useState(false);
  const [opened, setOpened] = useState<number | null>(null);
  const seen = usePictures(the);
  const [detaching, setDetaching] = useState<{ attachment: AttachmentView; name: string } | null>(null);
  const open = the.holder.here && !OVER.has(the.status);
  const groups = grouped(the.attachments, materials, t('scanOther'), t('pictureSignature'));
  const all = groups.flatMap(({ attachments }) => attachments);
  const groupOf = (each: AttachmentView) => groups.find(({ attachments }) => attachments.includes(each));
  const unsent = the.attachments.filter((each) => each.unsent).length;
  return (
    <section className="case-pictures" aria-label={t('pictures')}>
      <header>
        <h3 className="quiet">{t('pictures')}</h3>
        {unsent > 0 && <span className="tag guide">{t('picturesUnsent', { count: unsent })}</span>}
        <span className="spacer" />
        {open && <Button onClick={() => setScanning(true)}>{t('scanBegin')}</Button>}
      </header>
      {all.length === 0 && <p className="sub small">{t('picturesNone')}</p>}
      {groups.map(({ name, attachments }) => (
        <div key={name} className="picture-group">
          <h4>
            <Data>{name}</Data>
          </h4>
          <ol>
            {attachments.map((each, i) => {
              const picture = seen.get(each.hash);
              const label = t('pictureOpen', { name, number: i + 1 });
              return (
                <li key={each.hash}>
                  <button
                    type="button"
                    className="thumb"
                    aria-label={label}
                    onClick={() => setOpened(all.indexOf(each))}
                  >
                    {picture && 'blob' in picture ? (
                      <PictureCanvas blob={picture.blob} label={label} widest={150} />
                    ) : (
                      <span className="sub small">{picture ? picture.words : t('pictureLoading')}</span>
                    )}
                    <span className="count">{i + 1}</span>
                  </button>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
      {the.detached.length > 0 && (
        <ul className="detached sub small" aria-label={t('detachedPages')}>
          {the.detached.map(({ hash, material, at, clerk, reason }) => {
            const name = materials.find(({ id }) => id === material)?.name ?? t('scanOther');
            const why = detachWord(reason);
            return (
              <li key={`${hash} ${material} ${at}`}>
                {t('detachedPage', { name, reason: why ? t(why) : reason })} {timeOf(at, view.utcOffsetMinutes)}{' '}
                <Data>{clerk}</Data>
              </li>
            );
          })}
        </ul>
      )}
      {scanning && (
        <ScanDialog the={the} materials={materials} onClose={() => setScanning(false)} onChanged={onChanged} />
      )}
      {opened !== null && all[opened] && (
        <PictureViewer
          pictures={all.map((each) => ({ attachment: each, seen: seen.get(each.hash) }))}
          at={opened}
          nameOf={(each) => groupOf(each)?.name ?? ''}
          numberOf={(each) => (groupOf(each)?.attachments.indexOf(each) ?? 0) + 1}
          onDetach={open ? (attachment, name) => setDetaching({ attachment, name }) : undefined}
          onMove={setOpened}
          onClose={() => setOpened(null)}
        />
      )}
      {detaching && (
        <DetachDialog
          page={detaching.name}
          onClose={() => setDetaching(null)}
          onConfirm={async (reason) => {
            const { hash, material } = detaching.attachment;
            const done = await act('dialog', 'detach', (s) =>
              s.cases.detach({ caseId: the.caseId, hash, material, reason }),
            );
            if (done) {
              setOpened(null);
              onChanged();
            }
            return done;
          }}
        />
      )}
    </section>
  );
}

/** By material in the order of the list; what is of none comes last. */
function grouped(
  attachments: readonly AttachmentView[],
  materials: readonly Material[],
  other: string,
  signature: string,
): { name: string; attachments: AttachmentView[] }[] {
  const groups = materials.map(({ id, name }) => ({
    name,
    attachments: attachments.filter(({ material }) => material === id),
  }));
  const named = new Set(materials.map(({ id }) => id));
  const rest = attachments.filter(({ material }) => material === null || !named.has(material));
  const signed = rest.filter(({ purpose }) => purpose === 'signature');
  groups.push({ name: other, attachments: rest.filter(({ purpose }) => purpose !== 'signature') });
  groups.push({ name: signature, attachments: signed });
  return groups.filter((group) => group.attachments.length > 0);
}

/** The pictures of a case by their hashes, as they come; forgotten with the screen. */
function usePictures(the: CaseView): ReadonlyMap<string, Seen> {
  const { connection, t } = useCounter();
  const station = useService<StationContract>();
  const [seen, setSeen] = useState<ReadonlyMap<string, Seen>>(new Map());
  const { caseId } = the;
  const wanted = the.attachments.map(({ hash }) => hash).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: pictures never change; what is here is not asked for again
  useEffect(() => {
    if (connection !== 'up') return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const have = new Set([...seen].flatMap(([hash, each]) => ('blob' in each ? [hash] : [])));
    const ask = async (): Promise<void> => {
      let missing = false;
      for (const hash of wanted === '' ? [] : wanted.split(',')) {
        if (gone || have.has(hash)) continue;
        const picture = await station.cases.picture({ caseId, hash });
        if (gone) return;
        if (picture.state === 'here') have.add(hash);
        else missing = true;
        const shown: Seen = picture.state === 'here' ? { blob: blobOf(picture) } : { words: wordsFor(picture, t) };
        setSeen((before) => new Map(before).set(hash, shown));
      }
      if (missing) later();
    };
    const later = (): void => {
      if (!gone) timer = setTimeout(start, AGAIN_MS);
    };
    const start = (): void => void ask().catch(later); // the service is away: asked again
    start();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [caseId, wanted, connection, station]);
  return seen;
}

function timeOf(at: number, utcOffsetMinutes: number): string {
  return `${businessDay(at, utcOffsetMinutes)} ${clockTime(at, utcOffsetMinutes)}`;
}

function blobOf({ data, mediaType }: Extract<Picture, { state: 'here' }>): Blob {
  return new Blob([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], { type: mediaType });
}

function wordsFor(picture: Exclude<Picture, { state: 'here' }>, t: ReturnType<typeof useCounter>['t']): string {
  switch (picture.state) {
    case 'not-yet':
      return picture.window === null
        ? t('pictureAtStation', { station: picture.station })
        : t('pictureAtWindow', { window: picture.window });
    case 'hall-away':
      return t('pictureHallAway');
    case 'other-hall':
      return t('pictureOtherHall', { hall: picture.hall });
    case 'no-clerk':
      return t('pictureNoClerk');
    case 'lost':
      return t('pictureLost');
  }
}
