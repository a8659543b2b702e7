/**
 * What is on show as a report on paper: the sentence, the settings in words, the pictures, the numbers, and the link. Made when
 * the browser is about to print, from what is there at that moment; the command of the menu has the pictures made for paper first.
 */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { settingsWords } from '../../charts/frame/caption';
import { t } from '../../i18n';
import { linkTo, shown, type Shown } from '../../state/store';
import { rich } from '../../ui/rich';
import { ReadoutTable } from '../readout/readout';
import { Qr } from '../share/qr';
import { madePictures, picturesOnShow, type Picture } from './report-pictures';
import './report.css';

const Arithmetic = ({ now: { frame } }: { now: Shown }) => (
  <section>
    <h2>{rich(t('arithmetic.of', { name: frame.trace.name }), { title: (words) => <>{words}</> })}</h2>
    <ol>
      {frame.trace.lines.map(({ label, work, result }, i) => (
        <li key={i}>
          {label}: {work} = <strong>{result}</strong>
        </li>
      ))}
    </ol>
  </section>
);

const Report = ({ now, pictures }: { now: Shown; pictures: readonly Picture[] }) => {
  const link = linkTo(now.state);
  const { lead, notices } = now.frame.readout;
  return (
    <>
      <h1>{lead.map(({ text }) => text).join('')}</h1>
      <p>{settingsWords(now)}</p>
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
      {pictures.map(({ chart, words, canvas, size }) => (
        <figure key={chart}>
          <h2>{t(`charts.title.${chart}`)}</h2>
          <div class="report-picture" style={{ width: `${size.width}px` }} ref={(place) => place?.replaceChildren(canvas)} />
          <figcaption>{words}</figcaption>
        </figure>
      ))}
      <div class="report-numbers">
        <ReadoutTable now={now} />
        <div class="report-beside">
          <Arithmetic now={now} />
          <footer class="report-link">
            <Qr text={link} />
            <p>
              Quantscope. {t('share.opens')} <a href={link}>{link}</a>
            </p>
          </footer>
        </div>
      </div>
    </>
  );
};

/** The pictures that were made for paper, and of what, while it is printed. */
const made = signal<{ of: Shown; pictures: readonly Picture[] } | undefined>(undefined);

const ID = 'report';

/** Puts the report of what is on show beside the page; the styles show it on paper only. It stays until the next one. */
const put = (): void => {
  const old = document.getElementById(ID);
  if (old) render(null, old);
  old?.remove();
  const root = document.documentElement;
  delete root.dataset['printed'];
  const now = shown.peek();
  if (!now) return;
  // What a teacher has for paper is printed alone.
  const isTeachers = document.querySelector('dialog[open] .teacher-paper') !== null;
  root.dataset['printed'] = isTeachers ? 'teacher' : 'report';
  if (isTeachers) return;
  const place = Object.assign(document.createElement('article'), { id: ID, className: 'report' });
  document.body.append(place);
  render(<Report now={now} pictures={made.peek()?.of === now ? (made.peek()?.pictures ?? []) : picturesOnShow(now)} />, place);
};

/** Has the pictures made for paper, and prints. */
export const printReport = async (): Promise<void> => {
  const of = shown.peek();
  if (!of) return;
  made.value = { of, pictures: await madePictures() };
  addEventListener(
    'afterprint',
    () => {
      made.value = undefined;
    },
    { once: true },
  );
  print();
};

/** Follows the browser's own command, too. Renders nothing. */
export const PrintedReport = () => {
  useEffect(() => {
    addEventListener('beforeprint', put);
    return () => removeEventListener('beforeprint', put);
  }, []);
  return null;
};
