//! Journeys in real browsers: Chromium, Firefox and WebKitGTK. Each is a fact about the product, shown the way a person would see it.
//!
//! They need the tests' folder and the browsers, which `cargo xtask test` brings.

#![allow(clippy::unwrap_used)]

use drive::{Engine, Failure};

mod called_off;
mod copies;
mod disk;
mod evidence;
mod faults;
mod keyboard;
mod looks;
mod media;
mod runtime;
mod storage;
mod tabs;
mod torture;
mod visit;

/// Every journey once in each engine, as a test of its own.
macro_rules! in_every_engine {
    ($($module:ident :: $journey:ident),* $(,)?) => {
        mod chromium { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::Chromium)); })* }
        mod firefox { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::Firefox)); })* }
        mod webkit { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::WebKit)); })* }
    };
}

in_every_engine! {
    visit::a_signer_signs_is_told_recorded_and_takes_a_copy,
    visit::each_way_out_keeps_what_it_says_and_leaving_keeps_nothing,
    keyboard::a_whole_visit_goes_by_tab_space_and_enter_alone,
    keyboard::each_way_out_goes_by_tab_space_and_enter_alone,
    visit::whoever_listens_is_read_to_can_hold_it_and_sees_where_it_is,
    visit::turning_zooming_and_another_tab_lose_no_ink,
    visit::going_back_after_hand_over_shows_nothing_of_the_last_person,
    visit::a_hostile_name_is_refused_in_words_and_a_foreign_one_is_kept_as_it_is,
    copies::a_phone_reads_the_code_from_the_screen_and_the_office_finds_the_record_by_it,
    copies::whoever_signs_and_takes_no_copy_is_owed_one,
    evidence::an_export_comes_back_and_verifies_with_our_tool_and_with_others,
    called_off::an_export_that_is_called_off_has_exported_nothing_and_lost_nothing,
    called_off::readable_copies_that_are_called_off_leave_no_file,
    evidence::only_what_the_records_office_has_is_cleared,
    evidence::a_record_keeps_the_text_of_the_version_that_was_signed,
    evidence::a_range_leaves_older_records_new,
    evidence::what_was_exported_can_still_be_taken_along_for_reading,
    evidence::what_was_set_aside_is_counted_and_leaves_as_a_file,
    evidence::practice_says_so_on_every_screen_and_in_every_file,
    evidence::verify_html_works_from_disk_without_a_request,
    evidence::verify_html_takes_files_that_are_dropped_and_leaves_dropped_text_alone,
    runtime::silence_is_warned_of_then_wiped_and_any_sign_of_somebody_ends_it,
    runtime::a_stopped_program_says_what_became_of_the_signature,
    runtime::back_in_mid_visit_goes_one_screen_back_and_never_leaves_the_page,
    runtime::back_never_undoes_a_set_up_or_an_administrators_work,
    runtime::a_way_out_leads_back_to_where_one_was_reading,
    runtime::a_newer_version_takes_over_only_when_nobody_is_here,
    runtime::a_clock_set_back_is_flagged_and_refuses_nobody,
    runtime::a_wrong_passphrase_costs_a_wait_and_never_the_door,
    runtime::the_recovery_kit_opens_the_door_when_the_passphrase_is_forgotten,
    storage::a_killed_browser_comes_back_with_every_record,
    storage::without_the_server_everything_goes_on,
    storage::a_second_tab_takes_no_signature_until_the_first_is_gone,
    storage::a_full_storage_takes_no_signer_and_says_why,
    storage::without_a_second_copy_a_record_counts_and_the_next_signer_waits_for_it,
    storage::what_a_newer_version_wrote_is_left_alone_and_said,
    storage::a_blocked_storage_takes_no_signer_and_says_why,
    storage::a_private_window_forgets_and_says_so_where_a_page_can_know,
    storage::a_damaged_value_is_put_right_and_reported,
    storage::a_lost_journal_is_followed_by_a_new_chain_with_everybody_who_was_left,
    storage::a_lost_key_ends_its_chain_and_everybody_is_in_the_next,
    storage::a_tablet_that_was_cleared_says_in_every_file_which_kiosk_it_was,
    storage::a_visit_that_a_kill_cuts_short_resumes_nowhere_and_leaves_nothing,
    media::a_signature_that_could_only_be_saved_as_a_file_comes_back_and_is_exported,
    storage::unreadable_documents_are_said_and_nothing_is_lost,
    storage::every_store_keeps_its_contract_in_this_engine,
    media::without_a_journal_nobody_signs_and_nothing_is_lost,
    media::a_journal_that_never_opens_is_said_and_goes_on_when_it_does,
    media::a_journal_that_another_tab_holds_is_said_and_goes_on_once_it_is_gone,
    media::a_full_journal_keeps_the_signature_on_the_screen_gives_a_file_and_records_it_once,
    media::whoever_leaves_without_a_record_is_asked_and_leaves_nothing,
    media::with_both_media_full_a_signing_ends_in_a_file_and_then_in_a_record,
    media::wherever_a_save_throws_the_person_is_recorded_once,
    media::what_is_altered_while_the_page_is_open_is_seen_before_somebody_signs,
    media::a_record_altered_while_the_page_is_open_stops_nobody_and_comes_back,
    media::two_unlocks_at_once_lose_and_double_nobody,
    media::a_second_tap_on_a_language_does_nothing,
    media::an_engine_that_does_not_say_whether_there_is_room_keeps_nobody_waiting_for_ever,
    media::a_tablet_without_its_key_file_can_be_set_up_anew,
    media::a_cleared_second_copy_comes_back_from_the_journal,
    disk::on_a_full_disk_nobody_recorded_is_lost_and_the_signer_reads_why,
    disk::once_a_full_disk_has_room_the_same_try_records,
    disk::what_a_power_cut_tore_at_the_end_of_the_engines_log_loses_nobody,
    tabs::six_hundred_writes_from_six_tabs_and_windows_make_one_chain,
    tabs::a_tab_that_slept_while_another_took_over_signs_nothing_on_an_old_state,
    tabs::whoever_was_just_recorded_reads_so_although_another_tab_took_over,
    tabs::a_page_that_comes_back_by_back_begins_anew,
    torture::a_browser_that_is_killed_while_people_sign_loses_nobody,
}

#[test]
fn axe_finds_nothing_on_any_screen_and_no_request_leaves() {
    run(looks::axe_finds_nothing_and_no_request_leaves(Engine::Chromium));
}

#[test]
fn the_accessibility_tree_of_every_screen_is_as_pinned() {
    run(looks::the_accessibility_tree_of_every_screen_is_as_pinned(Engine::Chromium));
}

#[test]
fn axe_finds_nothing_where_something_is_wrong_and_no_request_leaves() {
    run(looks::axe_finds_nothing_where_something_is_wrong(Engine::Chromium));
}

#[test]
fn axe_finds_nothing_on_any_screen_in_another_engine_either() {
    run(looks::axe_finds_nothing_and_no_request_leaves(Engine::Firefox));
}

#[test]
fn the_signed_copy_prints_on_two_pages() {
    run(looks::the_signed_copy_prints_on_two_pages(Engine::Chromium));
}

/// In the engine that is the last to write what it was given.
#[test]
fn the_same_harness_sees_what_localstorage_alone_loses() {
    run(torture::the_same_harness_sees_what_localstorage_alone_loses(Engine::Chromium));
}

#[test]
fn the_blank_form_prints_on_two_pages() {
    run(looks::the_blank_form_prints_on_two_pages(Engine::Chromium));
}

type Journey = Result<(), Failure>;

fn run(journey: impl Future<Output = Journey>) {
    if let Err(why) = drive::block_on(journey) {
        panic!("{why}");
    }
}
