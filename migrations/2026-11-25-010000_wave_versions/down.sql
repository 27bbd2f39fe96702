DROP TABLE wave_versions;
