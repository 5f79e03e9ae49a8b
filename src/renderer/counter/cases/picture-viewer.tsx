import { Button, Modal } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { businessDay, clockTime } from '../../../shared/calendar/clock.ts';
import { textOfSignature } from '../../../shared/pad/signature-svg.ts';
import type { AttachmentView } from '../../../shared/protocol/case-view.ts';
import { Data } from '../../ui/staff/data.tsx';
import { useCounter } from '../context.ts';
import { PictureCanvas } from '../scan/picture-canvas.tsx';
import { SIGNATURE } from './signature-drawing.ts';

/** What was signed, word for word. */
function SignedText({ blob }: { blob: Blob }): ReactNode {
  const { t } = useCounter();
  const [text, setText] = useState('');
  useEffect(() => {
    let gone = false;
    void blob.text().then((svg) => {
      if (!gone) setText(textOfSignature(svg)?.text ?? '');
    });
    return () => {
      gone = true;
    };
  }, [blob]);
  return (
    <figure className="signed-words">
      <figcaption className="sub small">{t('signedText')}</figcaption>
      <Data>{text}</Data>
    </figure>
  );
}

/** What one may see of a picture: itself, or in words where it is. */
export type Seen = { readonly blob: Blob } | { readonly words: string };

interface Props {
  readonly pictures: readonly { readonly attachment: AttachmentView; readonly seen: Seen | undefined }[];
  readonly at: number;
  readonly nameOf: (attachment: AttachmentView) => string;
  /** Its place among the pages of its material. */
  readonly numberOf: (attachment: AttachmentView) => number;
  /** Absent where nothing may be taken away. */
  readonly onDetach?: ((attachment: AttachmentView, name: string) => void) | undefined;
  readonly onMove: (at: number) => void;
  readonly onClose: () => void;
}

/** One picture as large as the screen allows, or twice that, and the ones beside it. */
export function PictureViewer({ pictures, at, nameOf, numberOf, onDetach, onMove, onClose }: Props): ReactNode {
  const { view, t } = useCounter();
  const [large, setLarge] = useState(false);
  const now = pictures[at];
  if (!now) return null;
  const { attachment, seen } = now;
  const name = nameOf(attachment);
  const move = (by: number): void => {
    const to = at + by;
    if (to >= 0 && to < pictures.length) onMove(to);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') move(-1);
    if (event.key === 'ArrowRight') move(1);
  };
  const when = `${businessDay(attachment.at, view.utcOffsetMinutes)} ${clockTime(attachment.at, view.utcOffsetMinutes)}`;
  return (
    <Modal
      open
      centered
      title={<Data>{name}</Data>}
      onCancel={onClose}
      closable={{ 'aria-label': t('close') }}
      footer={null}
      width="min(70rem, 96vw)"
      className="viewer-modal"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the buttons inside */}
      <div className="viewer" onKeyDown={keys}>
        <div className={large ? 'sheet large' : 'sheet'}>
          {seen && 'blob' in seen ? (
            <>
              <PictureCanvas key={attachment.hash} blob={seen.blob} label={t('pictureOf', { name, number: at + 1 })} />
              {seen.blob.type === SIGNATURE && <SignedText key={`text ${attachment.hash}`} blob={seen.blob} />}
            </>
          ) : (
            <p className="words">{seen ? seen.words : t('pictureLoading')}</p>
          )}
        </div>
        <div className="row">
          <Button size="large" onClick={() => move(-1)} disabled={at === 0}>
            {t('pictureBefore')}
          </Button>
          <Button size="large" onClick={() => move(1)} disabled={at === pictures.length - 1}>
            {t('pictureNext')}
          </Button>
          <span className="sub num">{t('pictureAt', { number: at + 1, all: pictures.length })}</span>
          <span className="spacer" />
          <span className="sub small">
            {when} <Data>{attachment.clerk}</Data>
          </span>
          {onDetach && !attachment.signed && (
            <Button
              size="large"
              danger
              onClick={() => onDetach(attachment, t('pictureOf', { name, number: numberOf(attachment) }))}
            >
              {t('detach')}
            </Button>
          )}
          <Button size="large" onClick={() => setLarge(!large)} aria-pressed={large}>
            {t(large ? 'pictureSmaller' : 'pictureLarger')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
