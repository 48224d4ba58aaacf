# Stand-ins for the commands of Vivado, Vitis HLS and Quartus: each takes the options of the vendor's manual and no other,
# every file that it is given must exist, and every call is printed. For the tests:
#
#   tclsh vendor-commands.tcl TOOL SCRIPT ARGUMENT...
#
# A command is a list: options without a value, options with one (and the values that it may have, where the manual
# lists them), fewest and most operands, and what the operands are: files that must exist, or words.
# Sources: UG835 (2023.2) for Vivado, UG903 for constraints, UG1399 for Vitis HLS, Quartus Prime Scripting User Guide.
set commands {
  vivado {
    read_verilog          {{-sv -quiet -verbose} {-library {}} 1 1 files}
    read_xdc              {{-quiet_diff_pairs -unmanaged -no_add -quiet -verbose}
                           {-cells {} -ref {} -mode {default out_of_context}} 1 1 constraints}
    synth_design          {{-rtl -lint -no_lc -keep_equivalent_registers -no_srlextract -assert -quiet -verbose}
                           {-name {} -part {} -constrset {} -top {} -include_dirs {} -generic {} -verilog_define {}
                            -flatten_hierarchy {full none rebuilt} -directive {} -bufg {}
                            -mode {default out_of_context} -fsm_extraction {} -resource_sharing {auto on off}
                            -max_bram {} -max_uram {} -max_dsp {}} 0 0 words}
    report_utilization    {{-append -pblocks -packthru -return_string -quiet -verbose -hierarchical}
                           {-file {} -name {} -hierarchical_depth {} -format {} -spreadsheet_file {}} 0 0 words}
    report_timing_summary {{-no_detailed_paths -setup -hold -unique_pins -input_pins -report_unconstrained -append
                            -no_header -return_string -warn_on_violation -datasheet -quiet -verbose}
                           {-check_timing_verbose {} -delay_type {max min min_max} -max_paths {} -nworst {}
                            -path_type {} -slack_lesser_than {} -significant_digits {} -file {} -name {} -rpx {}} 0 0 words}
    write_checkpoint      {{-force -logic_function_stripped -encrypt -quiet -verbose} {-cell {} -key {}} 0 1 words}
    opt_design            {{-retarget -propconst -sweep -quiet -verbose} {-directive {}} 0 0 words}
    place_design          {{-no_timing_driven -unplace -post_place_opt -quiet -verbose} {-directive {}} 0 0 words}
    route_design          {{-unroute -no_timing_driven -preserve -quiet -verbose} {-directive {} -nets {}} 0 0 words}
  }
  vitis {
    open_project   {{-reset -upgrade} {} 1 1 words}
    set_top        {{} {} 1 1 words}
    add_files      {{-tb} {-cflags {} -csimflags {} -blackbox {}} 1 1 files}
    open_solution  {{-reset} {-flow_target {vivado vitis}} 1 1 words}
    set_part       {{} {} 1 1 words}
    create_clock   {{} {-period {} -name {}} 0 1 words}
    csim_design    {{-clean -setup -O} {-argv {} -ldflags {} -mflags {}} 0 0 words}
    csynth_design  {{-dump_cfg -dump_post_cfg} {} 0 0 words}
    close_project  {{} {} 0 0 words}
    exit           {{} {} 0 1 words}
  }
  quartus {
    project_new             {{-overwrite} {-family {} -part {} -revision {}} 1 1 words}
    set_global_assignment   {{-disable -remove -fall -rise} {-comment {} -entity {} -section_id {} -tag {}
                             -name {FAMILY DEVICE TOP_LEVEL_ENTITY VERILOG_FILE SDC_FILE}} 0 1 assignment}
    set_instance_assignment {{-disable -remove -fall -rise} {-comment {} -entity {} -section_id {} -tag {} -from {}
                             -to {} -name {VIRTUAL_PIN}} 0 1 words}
    execute_flow            {{-compile -analysis_and_elaboration -check_ios -dont_export_assignments} {-flow {}} 0 0 words}
    project_close           {{-dont_export_assignments} {} 0 0 words}
  }
  constraints {
    create_clock             {{-add} {-name {} -period {} -waveform {}} 1 1 words}
    get_ports                {{-nowarn -quiet} {} 1 1 words}
    derive_clock_uncertainty {{-add -overwrite} {} 0 0 words}
  }
}

proc refuse {message} { return -code error "vendor command refused: $message" }

proc exists {files} {
  # A Tcl list: a bare path with a blank would be two files.
  foreach file $files { if {![file isfile $file]} { refuse "there is no file '$file' below '[pwd]'" } }
}

# Checks one call against its grammar, prints it, and gives back its operands.
proc called {tool command arguments} {
  lassign [dict get $::commands $tool $command] flags valued fewest most kind
  set operands {}
  set given [dict create]
  for {set i 0} {$i < [llength $arguments]} {incr i} {
    set word [lindex $arguments $i]
    if {$word in $flags} continue
    if {[dict exists $valued $word]} {
      set value [lindex $arguments [incr i]]
      set allowed [dict get $valued $word]
      if {$i >= [llength $arguments]} { refuse "$command: $word needs a value" }
      if {[llength $allowed] > 0 && $value ni $allowed} { refuse "$command: $word does not take '$value'" }
      dict set given $word $value
    } elseif {[string match -* $word]} { refuse "$command has no option '$word'"
    } else { lappend operands $word }
  }
  set count [llength $operands]
  if {$count < $fewest || $count > $most} { refuse "$command takes $fewest to $most operands, not $count" }
  if {$kind eq "files" || $kind eq "constraints"} { foreach operand $operands { exists $operand } }
  if {$kind eq "constraints"} { foreach operand $operands { constrain $operand } }
  if {$kind eq "assignment" && [string match *_FILE [dict get $given -name]]} {
    exists $operands
    if {[dict get $given -name] eq "SDC_FILE"} { constrain [lindex $operands 0] }
  }
  foreach period [dict values [dict filter $given key -period]] {
    if {![string is double -strict $period] || $period <= 0} { refuse "$command: '$period' is no period" }
  }
  foreach report [dict values [dict filter $given key -file]] {
    if {![file isdirectory [file dirname $report]]} { refuse "$command: there is no folder for '$report'" }
  }
  puts [string trim "$command $arguments"]
  return $operands
}

proc define {tool interpreter} {
  foreach command [dict keys [dict get $::commands $tool]] {
    interp alias $interpreter $command {} invoked $tool $command
  }
}
proc invoked {tool command args} {
  called $tool $command $args
  if {$command eq "exit"} { ::leave 0 }
}

# A constraint file is Tcl of its own that knows the constraint commands alone.
proc constrain {file} {
  set reader [interp create -safe]
  define constraints $reader
  set channel [open $file]
  $reader eval [read $channel]
  close $channel
  interp delete $reader
}

rename exit leave
package provide ::quartus::project 7.0
package provide ::quartus::flow 1.1
lassign $argv tool script
set argv [lrange $argv 2 end]
define $tool {}
source $script
