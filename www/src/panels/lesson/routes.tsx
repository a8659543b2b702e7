/**
 * Routes through the lessons for a class of 45 minutes, in the list of lessons: folded until they are wanted.
 */
import { t } from '../../i18n';
import { minutesOf, ROUTES, type Route } from '../../lessons/routes';
import { localized } from '../../lessons/words';
import { lessons } from '../../state/lessons';

const Part = ({ of: { lesson, minutes, skip } }: { of: Route['parts'][number] }) => {
  const at = lessons.value.findIndex(({ id }) => id === lesson);
  const found = lessons.value[at];
  return (
    found && (
      <li>
        <strong>{t('lessons.minutes', { minutes })}</strong> {at + 1}. {localized(found.title)}
        {skip.length > 0 && <> · {t('lessons.skip', { count: skip.length, steps: skip.join(', ') })}</>}
      </li>
    )
  );
};

export const Routes = () => (
  <details class="lessons-routes">
    <summary>{t('lessons.routes')}</summary>
    {ROUTES.map((route, i) => (
      <section key={i}>
        <h3>
          {localized(route.title)} <span class="hint">{t('lessons.minutes', { minutes: minutesOf(route) })}</span>
        </h3>
        <ul>
          {route.parts.map((part) => (
            <Part key={part.lesson} of={part} />
          ))}
          <li>
            <strong>{t('lessons.minutes', { minutes: route.close.minutes })}</strong> {localized(route.close.words)}
          </li>
        </ul>
      </section>
    ))}
  </details>
);
