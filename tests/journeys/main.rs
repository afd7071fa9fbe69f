//! Journeys in real browsers: Chromium, Firefox and WebKitGTK. Each is a fact about the product, shown the way a person would see it.
//!
//! They need the tests' folder and the browsers, which `cargo xtask test` brings.

#![allow(clippy::unwrap_used)]

use drive::{Engine, Failure};

mod again;
mod called_off;
mod clock;
mod controls;
mod copies;
mod disk;
mod documents;
mod elsewhere;
mod everyone;
mod evidence;
mod faults;
mod first_minutes;
mod idle;
mod keyboard;
mod languages;
mod locked;
mod looks;
mod lost;
mod media;
mod pad;
mod people;
mod reading;
mod rescue;
mod road;
mod roster;
mod runtime;
mod settings;
mod storage;
mod tabs;
mod theft;
mod today;
mod torture;
mod visit;
mod ways;
mod wipe;

/// Every journey once in each engine, as a test of its own.
macro_rules! in_every_engine {
    ($($module:ident :: $journey:ident),* $(,)?) => {
        mod chromium { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::Chromium)); })* }
        mod firefox { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::Firefox)); })* }
        mod webkit { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::WebKit)); })* }
    };
}

/// What our own code alone decides, whichever engine runs it: each journey in one engine, and every engine has its share.
macro_rules! in_one_engine {
    ($($engine:ident { $($module:ident :: $journey:ident),* $(,)? })*) => {
        mod in_one_engine { $($(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::$engine)); })*)* }
    };
}

in_every_engine! {
    visit::a_signer_signs_is_told_recorded_and_takes_a_copy,
    visit::whoever_has_read_it_on_paper_needs_thirteen_taps_a_name_and_a_signature,
    visit::each_way_out_keeps_what_it_says_and_leaving_keeps_nothing,
    pad::a_cancelled_stroke_stays_and_a_second_finger_draws_nothing,
    ways::each_way_to_sign_goes_by_touch_and_leaves_nothing_of_another_behind,
    keyboard::a_whole_visit_goes_by_tab_space_and_enter_alone,
    keyboard::a_helper_and_a_day_of_ones_own_go_by_tab_space_and_enter_alone,
    keyboard::each_way_out_goes_by_tab_space_and_enter_alone,
    languages::a_longer_language_that_runs_from_right_to_left_is_one_table_of_texts,
    controls::text_size_and_contrast_stay_for_a_visit_and_go_back_for_the_next_person,
    controls::whoever_listens_is_read_to_can_hold_it_and_sees_where_it_is,
    pad::turning_zooming_and_another_tab_lose_no_ink,
    pad::samples_that_come_in_fours_make_the_very_ink_of_those_that_come_one_by_one,
    pad::the_engines_own_gestures_are_held_off_the_pad,
    pad::a_palm_beside_the_pad_presses_nothing_while_somebody_draws,
    wipe::nothing_is_left_of_whoever_handed_over,
    wipe::nothing_is_left_of_whoever_left_and_storage_is_as_it_was,
    wipe::nothing_is_left_of_whoever_was_silent_too_long,
    wipe::nothing_is_left_of_whoever_declined,
    locked::however_an_administrator_goes_nothing_of_their_work_is_left,
    locked::a_page_that_is_left_while_an_administrator_is_at_work_shows_and_holds_nothing,
    theft::a_copied_profile_gives_away_nothing_that_was_signed_written_or_typed,
    copies::a_copy_that_is_shared_is_no_longer_owed_and_one_that_is_not_is,
    copies::a_phone_reads_the_code_from_the_screen_and_the_office_finds_the_record_by_it,
    settings::what_one_kiosk_saved_shows_in_a_visit_at_the_next_one,
    roster::a_list_says_who_is_outstanding_until_they_signed_here_or_on_paper,
    elsewhere::another_tablet_goes_on_in_the_office_with_its_keys_and_its_kit,
    documents::a_document_of_another_kind_is_brought_signed_renewed_and_verified,
    documents::the_text_of_the_second_document_is_read_where_only_its_name_was,
    evidence::an_export_comes_back_and_verifies_with_our_tool_and_with_others,
    evidence::a_receipt_from_the_office_counts_like_its_filing_code,
    road::a_file_locked_for_the_road_opens_with_its_words_alone_and_is_the_very_batch,
    evidence::verify_html_works_from_disk_without_a_request,
    evidence::verify_html_takes_files_that_are_dropped_and_leaves_dropped_text_alone,
    idle::silence_is_warned_of_then_wiped_and_any_sign_of_somebody_ends_it,
    idle::the_warning_gives_the_focus_back_as_often_as_somebody_stays,
    runtime::a_stopped_program_says_what_became_of_the_signature,
    runtime::back_in_mid_visit_goes_one_screen_back_and_never_leaves_the_page,
    runtime::back_never_undoes_a_set_up_or_an_administrators_work,
    runtime::a_way_out_leads_back_to_where_one_was_reading,
    runtime::a_newer_version_takes_over_only_when_nobody_is_here,
    runtime::a_screen_that_goes_dark_holds_up_neither_a_signature_nor_an_export,
    storage::a_killed_browser_comes_back_with_every_record,
    storage::without_the_server_everything_goes_on,
    storage::a_second_tab_takes_no_signature_until_the_first_is_gone,
    storage::a_full_storage_takes_no_signer_and_says_why,
    storage::without_a_second_copy_a_record_counts_and_the_next_signer_waits_for_it,
    storage::a_blocked_storage_takes_no_signer_and_says_why,
    storage::a_private_window_forgets_and_says_so_where_a_page_can_know,
    storage::a_damaged_value_is_put_right_and_reported,
    storage::a_lost_journal_is_followed_by_a_new_chain_with_everybody_who_was_left,
    storage::a_lost_key_ends_its_chain_and_everybody_is_in_the_next,
    storage::a_tablet_that_was_cleared_says_in_every_file_which_kiosk_it_was,
    storage::a_visit_that_a_kill_cuts_short_resumes_nowhere_and_leaves_nothing,
    rescue::a_signature_that_could_only_be_saved_as_a_file_comes_back_and_is_exported,
    first_minutes::a_set_up_that_takes_long_cannot_be_left_and_its_words_unlock,
    storage::every_store_keeps_its_contract_in_this_engine,
    media::without_a_journal_nobody_signs_and_nothing_is_lost,
    media::a_journal_that_never_opens_is_said_and_goes_on_when_it_does,
    media::a_journal_that_another_tab_holds_is_said_and_goes_on_once_it_is_gone,
    rescue::a_full_journal_keeps_the_signature_on_the_screen_gives_a_file_and_records_it_once,
    rescue::whoever_leaves_without_a_record_is_asked_and_leaves_nothing,
    rescue::with_both_media_full_a_signing_ends_in_a_file_and_then_in_a_record,
    rescue::wherever_a_save_throws_the_person_is_recorded_once,
    media::what_is_altered_while_the_page_is_open_is_seen_before_somebody_signs,
    media::a_record_altered_while_the_page_is_open_stops_nobody_and_comes_back,
    media::a_cleared_second_copy_comes_back_from_the_journal,
    media::nothing_is_cleared_by_a_page_that_could_not_read_localstorage,
    disk::on_a_full_disk_nobody_recorded_is_lost_and_the_signer_reads_why,
    disk::once_a_full_disk_has_room_the_same_try_records,
    disk::what_a_power_cut_tore_at_the_end_of_the_engines_log_loses_nobody,
    tabs::six_hundred_writes_from_six_tabs_and_windows_make_one_chain,
    tabs::a_tab_that_slept_while_another_took_over_signs_nothing_on_an_old_state,
    tabs::whoever_was_just_recorded_reads_so_although_another_tab_took_over,
    tabs::a_page_that_comes_back_by_back_begins_anew,
    tabs::a_page_that_is_left_in_the_middle_of_a_write_holds_up_no_other,
    tabs::two_tabs_that_bring_everybody_back_at_once_double_nobody,
    torture::a_browser_that_is_killed_while_people_sign_loses_nobody,
}

in_one_engine! {
    Chromium {
        first_minutes::a_tablet_is_set_up_with_seven_taps_four_lines_and_the_six_words,
        elsewhere::a_new_kit_opens_and_the_one_before_does_not,
        people::people_come_change_their_words_and_go_and_what_was_kept_before_still_opens,
        locked::new_words_leave_the_memory_once_they_are_used_or_left,
        controls::a_voice_that_a_server_speaks_with_is_offered_to_nobody,
        again::two_people_of_one_name_are_told_apart_and_who_signed_again_is_said,
        evidence::a_range_leaves_older_records_new,
        evidence::what_was_set_aside_is_counted_and_leaves_as_a_file,
        clock::a_clock_set_back_is_flagged_and_refuses_nobody,
        runtime::a_wrong_passphrase_costs_a_wait_and_never_the_door,
        storage::unreadable_documents_are_said_and_nothing_is_lost,
        first_minutes::practice_and_set_up_never_go_on_at_once,
        first_minutes::a_set_up_that_fails_when_its_chain_has_begun_leads_in_with_the_same_words,
        media::two_unlocks_at_once_lose_and_double_nobody,
        media::an_administrator_gets_in_while_the_journal_takes_nobody_back_and_later_everybody_comes,
        media::an_engine_that_does_not_say_whether_there_is_room_keeps_nobody_waiting_for_ever,
    }
    Firefox {
        idle::a_longer_wait_that_the_office_chose_hurries_nobody,
        today::what_failed_when_the_tablet_was_tried_is_offered_to_nobody,
        reading::every_paragraph_is_on_a_screen_before_the_signature_however_one_reads,
        controls::quotations_and_choices_are_read_aloud_too,
        copies::whoever_signs_and_takes_no_copy_is_owed_one,
        called_off::readable_copies_that_are_called_off_leave_no_file,
        evidence::a_record_keeps_the_text_of_the_version_that_was_signed,
        evidence::what_was_exported_can_still_be_taken_along_for_reading,
        evidence::practice_says_so_on_every_screen_and_in_every_file,
        evidence::what_is_on_hold_is_not_cleared_until_it_is_released,
        clock::past_midnight_the_date_beside_the_line_is_the_new_day,
        clock::past_midnight_an_open_field_says_yesterday_no_more,
        clock::whoever_finishes_after_midnight_sees_the_new_date_first,
        runtime::the_recovery_kit_opens_the_door_when_the_passphrase_is_forgotten,
        rescue::a_saved_file_that_is_given_back_twice_at_once_stands_there_once,
        first_minutes::a_first_screen_that_is_stale_touches_nothing_of_the_kiosk_that_lives,
        media::a_second_tap_on_a_language_does_nothing,
        lost::a_tablet_without_its_key_file_can_be_set_up_anew,
        locked::a_page_out_of_sight_locks_after_a_minute_but_not_while_its_own_errand_hides_it,
    }
    WebKit {
        documents::a_file_that_is_no_document_changes_nothing_and_says_on_which_line,
        today::an_overdue_export_and_a_file_in_the_downloads_are_said_until_they_are_dealt_with,
        ways::what_is_half_typed_stays_while_somebody_looks_at_the_ways_out,
        ways::a_look_at_the_ways_out_and_a_tap_too_many_forget_nothing,
        visit::whoever_is_read_to_in_their_language_says_by_whom_or_that_it_was_nobody,
        copies::the_blank_form_has_three_lines_its_version_and_the_second_documents_choice,
        pad::neither_hand_lies_on_what_belongs_to_the_pad,
        visit::a_hostile_name_is_refused_in_words_and_a_foreign_one_is_kept_as_it_is,
        called_off::an_export_that_is_called_off_has_exported_nothing_and_lost_nothing,
        evidence::only_what_the_records_office_has_is_cleared,
        idle::no_warning_comes_while_something_is_being_saved,
        clock::summer_time_may_begin_and_end_around_a_signature_and_nothing_looks_wrong,
        storage::what_a_newer_version_wrote_is_left_alone_and_said,
        first_minutes::a_set_up_whose_second_copies_failed_takes_nobody_until_they_are_made,
        lost::a_failed_read_after_a_lost_journal_is_called_so_and_no_key_file_is_called_damaged,
    }
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
fn every_screen_holds_dark_with_contrast_with_large_and_wide_text_and_by_keyboard() {
    run(everyone::every_screen_holds_for_everyone(Engine::Chromium));
}

#[test]
fn practice_and_what_is_wrong_hold_dark_with_contrast_with_large_and_wide_text_and_by_keyboard() {
    run(everyone::practice_and_trouble_hold_for_everyone(Engine::Chromium));
}

#[test]
fn axe_finds_nothing_on_any_screen_in_another_engine_either() {
    run(looks::axe_finds_nothing_and_no_request_leaves(Engine::Firefox));
}

/// WebKitGTK's driver leads no mouse to the pad of a page that a style zooms, by neither of the units in question.
#[test]
fn ink_lies_under_the_pointer_however_the_page_is_zoomed() {
    run(pad::ink_lies_under_the_pointer_however_the_page_is_zoomed(Engine::Chromium));
    run(pad::ink_lies_under_the_pointer_however_the_page_is_zoomed(Engine::Firefox));
}

/// The other engines' drivers end with a tab's process.
#[test]
fn once_the_first_tab_is_killed_the_second_goes_on_with_everybody() {
    run(tabs::once_the_first_tab_is_killed_the_second_goes_on_with_everybody(Engine::Chromium));
}

#[test]
fn from_right_to_left_every_screen_is_its_own_mirror() {
    run(languages::from_right_to_left_every_screen_is_its_own_mirror(Engine::Chromium));
}

#[test]
fn the_signed_copy_prints_on_two_pages() {
    run(looks::the_signed_copy_prints_on_two_pages(Engine::Chromium));
}

#[test]
fn what_the_list_is_narrowed_to_prints_each_form_on_pages_of_its_own() {
    run(looks::what_the_list_is_narrowed_to_prints_each_form_on_pages_of_its_own(Engine::Chromium));
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
