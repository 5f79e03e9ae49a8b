import { Button, Modal, Select } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Material } from '../../../shared/catalogue/types.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import type { StationContract } from '../../../shared/protocol/station-contract.ts';
import { useService } from '../../ui/service.ts';
import { useCounter } from '../context.ts';
import { TroubleAt } from '../trouble.tsx';
import { LivePicture } from './live-picture.tsx';
import { PageEditor } from './page-editor.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import { ScanWork } from './scan-work.ts';
import { useCamera } from './use-camera.ts';
import { type TakenPage, usePages } from './use-pages.ts';

interface Props {
  readonly the: CaseView;
  readonly materials: readonly Material[];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One save carries so many; the strip stays one that can be overlooked. */
const MOST_PAGES = 20;
const NONE = '';

/** The document camera: pages of one material after the other, cut out, laid flat, looked at, and only then saved. */
export function ScanDialog({ the, materials, onClose, onChanged }: Props): ReactNode {
  const { act, pending, connection, dismiss, t } = useCounter();
  const work = useScanWork();
  const { wanted, remember } = useRememberedCamera();
  const camera = useCamera(wanted);
  const { pages, taking, failed, take, change, remove, clear } = usePages(camera.video, work);
  const [material, setMaterial] = useState(() => nextMaterial(the, materials) ?? NONE);
  const [editing, setEditing] = useState<number | null>(null);
  const [leaving, setLeaving] = useState(false);
  const [saved, setSaved] = useState(0);
  const names = useId();
  const shutter = useRef<HTMLButtonElement>(null);

  const edited = pages.find(({ id }) => id === editing);
  const backToCamera = (): void => {
    setEditing(null);
    shutter.current?.focus();
  };
  const close = (): void => {
    if (pages.length > 0 && !leaving) {
      setLeaving(true);
      return;
    }
    dismiss();
    onClose();
  };
  const takeOne = (instead?: number): void => {
    setLeaving(false);
    setSaved(0);
    setEditing(null);
    void take(instead);
  };
  const save = async (): Promise<void> => {
    const pictures = await Promise.all(pages.map((page) => picture(page, material)));
    const done = await act('dialog', 'scan-save', (s) => s.cases.attach({ caseId: the.caseId, pictures }));
    if (!done) return;
    setSaved(pages.length);
    clear();
    setEditing(null);
    setMaterial(nextMaterial(the, materials, material) ?? material);
    onChanged();
    shutter.current?.focus();
  };
  const ready = pages.length > 0 && pages.every(({ jpeg }) => jpeg !== null);

  return (
    <Modal
      open
      centered
      title={t('scanTitle')}
      onCancel={close}
      closable={{ 'aria-label': t('close') }}
      footer={null}
      width="min(78rem, 96vw)"
      mask={{ closable: false }}
      className="scan-modal"
      afterOpenChange={(open) => open && shutter.current?.focus()}
    >
      <div className="scan">
        <div className="scan-choices">
          <div className="scan-choice">
            <span className="quiet" id={`${names}-material`}>
              {t('scanMaterial')}
            </span>
            <Select
              aria-labelledby={`${names}-material`}
              value={material}
              onChange={setMaterial}
              options={[
                ...materials.map(({ id, name }) => ({ value: id, label: withCount(name, the, id) })),
                { value: NONE, label: t('scanOther') },
              ]}
            />
          </div>
          {camera.cameras.length > 1 && (
            <div className="scan-choice">
              <span className="quiet" id={`${names}-camera`}>
                {t('scanCamera')}
              </span>
              <Select
                aria-labelledby={`${names}-camera`}
                value={camera.chosen}
                onChange={(key) => {
                  camera.choose(key);
                  remember(key);
                }}
                options={camera.cameras.map(({ key, name }) => ({ value: key, label: name }))}
              />
            </div>
          )}
        </div>
        <div className="scan-work">
          <div className={edited ? 'scan-view behind' : 'scan-view'}>
            <LivePicture camera={camera} work={work} />
          </div>
          {edited && (
            <PageEditor
              page={edited}
              onChange={(parts) => change(edited.id, parts)}
              onRetake={() => takeOne(edited.id)}
              onRemove={() => {
                remove(edited.id);
                backToCamera();
              }}
              onDone={backToCamera}
              canTake={camera.state === 'live' && !taking}
            />
          )}
          <aside className="scan-strip" aria-label={t('scanPages', { count: pages.length })}>
            <h3 className="quiet">{t('scanPages', { count: pages.length })}</h3>
            {pages.length === 0 && (
              <p className="sub small">{saved > 0 ? t('scanSaved', { count: saved }) : t('scanHint')}</p>
            )}
            <ol>
              {pages.map((page, i) => (
                <li key={page.id}>
                  <button
                    type="button"
                    className={page.id === editing ? 'thumb now' : 'thumb'}
                    aria-label={t('scanOpenPage', { number: i + 1 })}
                    onClick={() => setEditing(page.id === editing ? null : page.id)}
                  >
                    {page.jpeg ? (
                      <PictureCanvas blob={page.jpeg} label={t('scanPage', { number: i + 1 })} widest={150} />
                    ) : (
                      <span className="sub small">{t('scanMaking')}</span>
                    )}
                    <span className="count">{i + 1}</span>
                  </button>
                </li>
              ))}
            </ol>
          </aside>
        </div>
        {failed && (
          <p className="trouble" role="alert">
            {t('scanFailed')}
          </p>
        )}
        {leaving && (
          <p className="trouble" role="alert">
            {t('scanUnsaved', { count: pages.length })}
          </p>
        )}
        <TroubleAt place="dialog" />
        <div className="answers">
          <Button size="large" danger={leaving} onClick={close}>
            {leaving ? t('scanLeave') : t('close')}
          </Button>
          <span className="spacer" />
          {(camera.state === 'busy' || camera.state === 'denied') && (
            <Button size="large" onClick={camera.again}>
              {t('cameraAgain')}
            </Button>
          )}
          <Button
            ref={shutter}
            size="large"
            type={pages.length === 0 ? 'primary' : 'default'}
            // Kept in reach of the keyboard while a picture is taken: it does nothing then.
            disabled={camera.state !== 'live' || pages.length >= MOST_PAGES}
            aria-busy={taking}
            onClick={() => takeOne()}
          >
            {t(pages.length >= MOST_PAGES ? 'scanFull' : 'scanTake')}
          </Button>
          <Button
            size="large"
            type={pages.length > 0 ? 'primary' : 'default'}
            disabled={!ready || connection !== 'up'}
            loading={pending === 'scan-save'}
            onClick={() => void save()}
          >
            {pages.length === 0 ? t('scanSaveNone') : t('scanSave', { count: pages.length })}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function useScanWork(): ScanWork | null {
  const [work, setWork] = useState<ScanWork | null>(null);
  useEffect(() => {
    const made = new ScanWork();
    setWork(made);
    return () => made.close();
  }, []);
  return work;
}

/** The station remembers it: pages keep nothing. */
function useRememberedCamera(): { wanted: string | null | undefined; remember: (key: string) => void } {
  const station = useService<StationContract>();
  const [wanted, setWanted] = useState<string | null>();
  useEffect(() => {
    let gone = false;
    station.cases.camera().then(
      ({ camera }) => !gone && setWanted(camera),
      () => !gone && setWanted(null), // the first one will do
    );
    return () => {
      gone = true;
    };
  }, [station]);
  const remember = (camera: string): void => {
    station.cases.chooseCamera({ camera }).catch(() => undefined); // it is asked again the next time
  };
  return { wanted, remember };
}

/** The first material behind this one that was taken and has no picture yet. */
function nextMaterial(the: CaseView, materials: readonly Material[], after?: string): string | undefined {
  const from = materials.findIndex(({ id }) => id === after) + 1;
  const without = materials.slice(from).filter(({ id }) => the.attachments.every(({ material }) => material !== id));
  return (without.find(({ id }) => the.taken.includes(id)) ?? without[0] ?? materials[from])?.id;
}

function withCount(name: string, the: CaseView, id: string): string {
  const count = the.attachments.filter(({ material }) => material === id).length;
  return count === 0 ? name : `${name} · ${count}`;
}

async function picture(page: TakenPage, material: string) {
  const bytes = new Uint8Array(await (page.jpeg as Blob).arrayBuffer());
  let text = '';
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { data: btoa(text), purpose: 'page' as const, material: material === NONE ? null : material };
}
