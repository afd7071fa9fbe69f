//! Set-up in five steps: names, whom people can ask, the passphrase shown, the passphrase typed once, the recovery kit.

mod before;
mod kit;
mod lines;
mod phrase;

pub use before::LastFile;
pub use kit::KitSheet;
pub use lines::{HelpFields, go_on, help, line};
pub use phrase::{NumberedWords, typed_wrong};

use super::outside::Outside;
use crate::browser::page;
use crate::shell::{Door, NotSetUp, SetUpForm, use_shell};
use crate::text::fill;
use crate::widgets::{ErrorSummary, Errors, Field};
use leptos::prelude::*;

/// Where set-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Names,
    Help,
    Phrase,
    Type,
    Kit,
}

impl Step {
    const ALL: [Self; 5] = [Self::Names, Self::Help, Self::Phrase, Self::Type, Self::Kit];

    fn index(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or_default()
    }

    fn before(self) -> Option<Self> {
        self.index().checked_sub(1).map(|index| Self::ALL[index])
    }
}

/// How the making of the kiosk itself stands. It outlives a change of language.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Making {
    Not,
    Busy,
    Ended(NotSetUp),
}

/// What was written so far; nothing is kept before the end.
#[derive(Clone, Copy)]
struct Draft {
    step: RwSignal<Step>,
    making: RwSignal<Making>,
    office: RwSignal<String>,
    kiosk: RwSignal<String>,
    administrator: RwSignal<String>,
    contact: RwSignal<String>,
    support: [RwSignal<String>; 3],
    before: before::Before,
    /// Passphrase and kit, made once.
    words: StoredValue<SetUpForm>,
}

impl Draft {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            step: RwSignal::new(Step::Names),
            making: RwSignal::new(Making::Not),
            office: empty(),
            kiosk: empty(),
            administrator: empty(),
            contact: empty(),
            support: [empty(), empty(), empty()],
            before: before::Before::new(),
            words: StoredValue::new(SetUpForm::with_words()),
        }
    }

    fn form(self) -> SetUpForm {
        SetUpForm {
            office: self.office.get_untracked(),
            kiosk: self.kiosk.get_untracked(),
            administrator: self.administrator.get_untracked(),
            contact: self.contact.get_untracked(),
            support: self.support.map(|line| line.get_untracked()).to_vec(),
            follows: self.before.followed(),
            ..self.words.get_value()
        }
    }
}

/// Set-up.
#[component]
pub fn SetUp() -> impl IntoView {
    let shell = use_shell();
    let draft = Draft::new();
    provide_context(draft);
    move || {
        shell.lang.track();
        view! {
            <Outside title=shell.text().set_up.title>
                {move || match draft.step.get() {
                    Step::Names => view! { <Names/> }.into_any(),
                    Step::Help => view! { <Help/> }.into_any(),
                    Step::Phrase => view! { <phrase::Shown/> }.into_any(),
                    Step::Type => view! { <phrase::Typed/> }.into_any(),
                    Step::Kit => view! { <kit::Kit/> }.into_any(),
                }}
            </Outside>
        }
    }
}

/// "Step 2 of 5", and the focus on the step's heading.
#[component]
fn Progress(step: Step, title: &'static str) -> impl IntoView {
    let text = &use_shell().text().set_up;
    page::set_title(title);
    Effect::new(move |_| {
        page::to_top();
        page::focus("main h1");
    });
    let (n, of) = (step.index() + 1, Step::ALL.len());
    view! {
        <p class="progress">
            <span class="dashes" aria-hidden="true">
                {(0..of).map(|i| view! { <span class="dash" class:done=i < n></span> }).collect_view()}
            </span>
            <span>{fill(text.progress, &[("n", &n.to_string()), ("of", &of.to_string())])}</span>
        </p>
        <h1 tabindex="-1">{title}</h1>
    }
}

/// The last row of a step. Before the first one lie the two doors. Once the kiosk is being made there is no way back: whoever came again
/// would be shown other words, and could take those for the ones that open it.
#[component]
fn StepRow(step: Step, children: Children) -> impl IntoView {
    let shell = use_shell();
    let draft: Draft = expect_context();
    let held = move || draft.making.get() != Making::Not;
    let back = move |_| match step.before() {
        _ if untrack(held) => {}
        Some(before) => draft.step.set(before),
        None => shell.open(Door::First),
    };
    view! {
        <div class="row">
            <button class="button plain" type="button" aria-disabled=move || held().then_some("true") on:click=back>{shell.text().common.back}</button>
            <span class="row-end">{children()}</span>
        </div>
    }
}

/// A step that asks: what is wrong, the step's heading, its fields, and Continue.
#[component]
fn StepForm(
    step: Step,
    title: &'static str,
    lead: &'static str,
    errors: Errors,
    /// Continue was pressed.
    on: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let go_on = use_shell().text().common.go_on;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on();
    };
    view! {
        <form class="sheet" autocomplete="off" novalidate on:submit=submit>
            <ErrorSummary errors/>
            <Progress step title/>
            <p class="lead">{lead}</p>
            {children()}
            <StepRow step><button class="button primary" type="submit">{go_on}</button></StepRow>
        </form>
    }
}

#[component]
fn Names() -> impl IntoView {
    let draft: Draft = expect_context();
    let t = &use_shell().text().set_up;
    let errors: Errors = RwSignal::new(vec![]);
    let on = move || {
        let lines = [
            lines::line("office", draft.office, Some(t.office_empty)),
            lines::line("kiosk", draft.kiosk, Some(t.kiosk_empty)),
            lines::line("administrator", draft.administrator, Some(t.administrator_empty)),
            draft.before.missing(),
        ];
        go_on(lines, errors, move || draft.step.set(Step::Help));
    };
    view! {
        <StepForm step=Step::Names title=t.names_title lead=t.names_lead errors on>
            <Field id="office" label=t.office hint=t.office_hint value=draft.office errors/>
            <Field id="kiosk" label=t.kiosk hint=t.kiosk_hint value=draft.kiosk errors/>
            <Field id="administrator" label=t.administrator hint=t.administrator_hint value=draft.administrator errors autocomplete="name"/>
            <before::Question errors/>
        </StepForm>
    }
}

#[component]
fn Help() -> impl IntoView {
    let draft: Draft = expect_context();
    let t = &use_shell().text().set_up;
    let errors: Errors = RwSignal::new(vec![]);
    let on = move || go_on(help(draft.contact, draft.support), errors, move || draft.step.set(Step::Phrase));
    view! {
        <StepForm step=Step::Help title=t.help_title lead=t.help_lead errors on>
            <HelpFields contact=draft.contact support=draft.support errors/>
        </StepForm>
    }
}
