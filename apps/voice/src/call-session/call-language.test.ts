import { describe, expect, test } from 'vitest';
import { CallLanguage } from './call-language.ts';

const ENGLISH = { greeting: 'Thanks for calling Oak and Iron. What is going on?' };
const SPANISH = { greeting: 'Gracias por llamar a Oak and Iron. ¿Qué es lo que pasa?' };

function after(said: readonly string[], agent = ENGLISH) {
  const language = new CallLanguage({ agent, earlierTurns: [] });
  for (const text of said) language.callerSaid(text);
  return language.current;
}

describe('the language of a call', () => {
  test('is at first that of the greeting', () => {
    expect(after([])).toBe('en');
    expect(after([], SPANISH)).toBe('es');
  });

  test.each<[said: string[], language: 'en' | 'es']>([
    [['Hola, tengo una fuga de agua en la cocina.'], 'es'],
    [['Hola, tengo una fuga de agua.', 'Sorry, my wife is on the phone too.'], 'en'],
    [['My sink is leaking.', 'ok', 'gracias', 'sí, bueno'], 'en'],
    [['Tengo una fuga de agua.', 'Ok.', 'yes', 'Oak Street'], 'es'],
    [['Español, por favor.'], 'es'],
    [['¿Habla español?'], 'es'],
    [['Tengo una fuga de agua.', 'English, please.'], 'en'],
    [['No Spanish.'], 'en'],
    [['cuatro tres dos uno cinco'], 'en'],
    [[''], 'en'],
    [['Our furnace quit.', 'Indianola Avenue, four three two one four. Kelly Oduya, O D U Y A.'], 'en'],
    [['Our furnace quit, it clicks.', 'La Jolla Avenue, four three two one four'], 'en'],
    [['Our furnace quit, it clicks.', 'No tengo calefacción.', 'Hay una fuga aquí.'], 'es'],
    [['Se está saliendo el agua.', 'K E L L Y, I, A'], 'es'],
  ])('after %j is %s', (said, language) => {
    expect(after(said)).toBe(language);
  });

  test('is brought along by a call that comes back', () => {
    const earlierTurns = [
      { speaker: 'caller', text: 'Hola, tengo una fuga de agua.' },
      { speaker: 'agent', text: 'I am sorry that this is so.' },
    ] as const;
    expect(new CallLanguage({ agent: ENGLISH, earlierTurns }).current).toBe('es');
  });
});
