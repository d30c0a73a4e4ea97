import angular from "angular";
import { type MockInstance, vi } from "vitest";
import { type AngularSnorky, snorkyModule, snorkyRestangularModule } from "../../src/angularjs/index.js";
import type { StandardServices } from "../../src/index.js";
import { FakeClock, settled } from "./fake-clock.js";
import { FakeServer } from "./fake-socket.js";

/** A request of `$http` that the test answers. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly aborted: () => boolean;
  answer(body: unknown, headers?: Record<string, string>, status?: number): Promise<void>;
}

/** An application of real AngularJS in a page without a browser; the test plays its server. */
export class AngularWorld {
  readonly server = new FakeServer();
  readonly clock = new FakeClock();
  readonly calls: HttpCall[] = [];
  /** What AngularJS would have put on the console. */
  readonly failures: unknown[] = [];
  readonly injector: angular.auto.IInjectorService;
  readonly scope: angular.IRootScopeService & Record<string, unknown>;
  readonly element: HTMLElement;
  private readonly digest: MockInstance;

  /** @param requires modules besides `snorky`; `restangular` brings `snorky.restangular` along */
  constructor(template = "", requires: string[] = [], configure: unknown = () => {}) {
    const provide = ($provide: angular.auto.IProvideService) => {
      $provide.value("$httpBackend", this.httpBackend);
      $provide.value("$exceptionHandler", (error: unknown) => this.failures.push(error));
    };
    const connect = (provider: { connect(...args: unknown[]): void }) => {
      provider.connect(this.server.socketClass, "ws://page/ws", undefined, {
        clock: this.clock,
        random: () => 1,
        hints: () => () => {},
      });
    };
    const names = [snorkyModule(angular), ...requires];
    if (requires.includes("restangular")) {
      names.push(snorkyRestangularModule(angular));
    }
    angular
      .module("app", names)
      .config(["$provide", provide])
      .config(["snorkyProvider", connect])
      .config(configure as angular.Injectable<() => void>);
    this.element = document.createElement("div");
    this.element.innerHTML = template;
    document.body.append(this.element);
    this.injector = angular.bootstrap(this.element, ["app"], { strictDi: true });
    this.scope = this.injector.get("$rootScope") as typeof this.scope;
    this.digest = vi.spyOn(this.scope, "$digest");
  }

  get snorky(): AngularSnorky<StandardServices> {
    return this.injector.get("snorky");
  }

  /** The texts of the items of the page's list. */
  get texts(): string[] {
    return [...this.element.querySelectorAll("li")].map((item) => item.textContent ?? "");
  }

  /** Lets timers without delay ring twice, with what they promise, and tells how many digests that made. */
  async turn(): Promise<number> {
    this.digest.mockClear();
    for (let i = 0; i < 2; i += 1) {
      await settled();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await settled();
    return this.digest.mock.calls.length;
  }

  close(): void {
    this.scope.$destroy();
    this.element.remove();
  }

  private readonly httpBackend = (
    method: string,
    url: string,
    _body: unknown,
    callback: (status: number, body: unknown, headers: string, text: string, xhrStatus: string) => void,
    headers: Record<string, string>,
    timeout?: PromiseLike<unknown>,
  ) => {
    let aborted = false;
    timeout?.then(() => {
      aborted = true;
      callback(-1, null, "", "", "abort");
    });
    const answer = async (body: unknown, own: Record<string, string> = {}, status = 200) => {
      const lines = Object.entries(own).map(([name, value]) => `${name}: ${value}`);
      callback(status, JSON.stringify(body), lines.join("\n"), "", status > 0 ? "complete" : "error");
      await this.turn();
    };
    this.calls.push({ method, url, headers, aborted: () => aborted, answer });
  };
}
