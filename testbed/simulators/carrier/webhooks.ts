import type { ProblemLog } from './problems.ts';
import { sendWebhook, type WebhookAnswer, type WebhookRequest } from './webhook-client.ts';

/** All requests that one call makes to our server; news is sent aside and waited for at the end. */
export class Webhooks {
  readonly #authToken: string;
  readonly #problems: ProblemLog;
  readonly #pending = new Set<Promise<void>>();

  constructor(authToken: string, problems: ProblemLog) {
    this.#authToken = authToken;
    this.#problems = problems;
  }

  /** For answers that matter; throws {@link WebhookFailure}. */
  ask(request: WebhookRequest): Promise<WebhookAnswer> {
    return sendWebhook(this.#authToken, request);
  }

  /** For news whose answer Twilio only looks at for its status. */
  notify(request: WebhookRequest): void {
    const sending = this.#send(request).finally(() => this.#pending.delete(sending));
    this.#pending.add(sending);
  }

  /** Resolves when all news sent so far has been answered or given up. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  async #send(request: WebhookRequest): Promise<void> {
    try {
      const { status } = await this.ask(request);
      if (status >= 400) this.#problems.add(11200, `${request.url} answered ${status}`);
    } catch (error) {
      this.#problems.add(11205, error instanceof Error ? error.message : String(error));
    }
  }
}
