import tseslint from 'typescript-eslint';

const FORBIDDEN = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  { selector: 'CallExpression[callee.property.name="slice"] > MemberExpression > CallExpression[callee.name=/^(oneLine|manyLines|plainText|shown|visible)$/]', message: 'Use cut() of core/cut: it tells that it cut, and leaves no half letters.' },
];

/** Layers are checked by dependency-cruiser (.dependency-cruiser.cjs); this is about the code itself. */
export default tseslint.config(
  { ignores: ['dist/', 'out/', '.cache/', 'samples/', 'node_modules/', 'test/editor/scripted-model/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': ['error', ...FORBIDDEN],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/editor/**/*.ts'],
    ignores: ['src/editor/messages.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'showErrorMessage', message: 'Use tell() of editor/messages.' },
        { object: 'window', property: 'showWarningMessage', message: 'Use tell() of editor/messages.' },
        { object: 'window', property: 'showInformationMessage', message: 'Use tell() of editor/messages.' },
      ],
    },
  },
  {
    files: ['src/editor/**/*.ts'],
    ignores: ['src/editor/tools/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...FORBIDDEN,
        ...['Literal[value=/[a-z] /i]', 'TemplateLiteral:has(TemplateElement[value.raw=/[a-z]{2,} /i])'].flatMap((text) => [
          { selector: `CallExpression[callee.name=/^(tell|confirm|whisper)$/] > ${text}`, message: 'What people read goes through t() or counted() of core/words.' },
          { selector: `Property[key.name=/^(title|placeHolder|prompt|description|detail|tooltip)$/] > ${text}.value`, message: 'What people read goes through t() or counted() of core/words.' },
          { selector: `AssignmentExpression[left.property.name=/^(title|placeholder|prompt|tooltip|description)$/] > ${text}.right`, message: 'What people read goes through t() or counted() of core/words.' },
        ]),
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-console': 'off',
    },
  },
);
